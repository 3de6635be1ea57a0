"""Addresses of tasks."""

from __future__ import annotations

from django.urls import path

from objektiv.web.tasks.views import action, letters, lists, returned, task

urlpatterns = [
    path("", lists.tasks, name="tasks"),
    path("remind/", lists.tasks_remind, name="tasks_remind"),
    path("plan/<int:pk>/", lists.tasks_of_plan, name="tasks_of_plan"),
    path("give/<int:pk>/", action.task_give, name="task_give"),
    path("action/<int:pk>/", action.tasks_of_action, name="tasks_of_action"),
    path("action/<int:pk>/remind/", action.tasks_of_action_remind, name="tasks_of_action_remind"),
    path("action/<int:pk>/accept/", action.tasks_of_action_accept, name="tasks_of_action_accept"),
    path("action/<int:pk>/terms/", action.tasks_of_action_terms, name="tasks_of_action_terms"),
    path("action/<int:pk>/report/", action.tasks_of_action_report, name="tasks_of_action_report"),
    path("letters/", letters.task_letters, name="task_letters"),
    path("letters/<int:pk>/pack/", letters.task_pack, name="task_pack"),
    path("letters/pack/<slug:key>/", letters.task_pack_file, name="task_pack_file"),
    path("forms/", returned.task_forms_new, name="task_forms_new"),
    path("forms/<int:pk>/", returned.task_forms, name="task_forms"),
    path("forms/<int:pk>/confirm/", returned.task_forms_confirm, name="task_forms_confirm"),
    path("<int:pk>/", task.task, name="task"),
    path("<int:pk>/acts/<slug:act>/", task.task_act, name="task_act"),
    path("<int:pk>/letters/<int:letter>/", task.task_letter, name="task_letter"),
    path("<int:pk>/blank.<slug:kind>", task.task_blank, name="task_blank"),
    path("<int:pk>/files/<int:file>/", task.task_file, name="task_file"),
    path("<int:pk>/forms/<int:form>/", task.task_form, name="task_form"),
]
