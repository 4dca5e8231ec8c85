from django.urls import path

from control.views import control

urlpatterns = [path("<str:name>", control)]
