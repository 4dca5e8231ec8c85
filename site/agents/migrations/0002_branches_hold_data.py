"""Begins the bookkeeping anew: what was written down before is of branches that hold no data."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name='PullRequest'),
        migrations.DeleteModel(name='BranchWrite'),
        migrations.RemoveField(model_name='agentsession', name='branch'),
        migrations.DeleteModel(name='Branch'),
        migrations.DeleteModel(name='AgentSession'),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('login', models.CharField(max_length=32)),
                ('session_intent', models.TextField(default='')),
                ('state', models.CharField(choices=[('open', 'Open'), ('finished', 'Finished'), ('finished_by_server', 'Finished By Server'), ('uncommitted', 'Uncommitted'), ('deleted', 'Deleted')], default='open', max_length=20)),
                ('ended_by', models.CharField(max_length=20, null=True)),
                ('message', models.TextField(null=True)),
                ('committed_changes', models.BigIntegerField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BranchWrite',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(max_length=10)),
                ('path', models.TextField()),
                ('object_id', models.IntegerField(null=True)),
                ('session', models.CharField(max_length=200)),
                ('late', models.BooleanField()),
                ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='writes', to='agents.branch')),
            ],
        ),
        migrations.CreateModel(
            name='PullRequest',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField()),
                ('writes', models.IntegerField()),
                ('branch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pull_request', to='agents.branch')),
            ],
        ),
    ]
