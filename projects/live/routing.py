"""The addresses of sockets: pages send a session, programs may send a token."""

from django.urls import path, re_path

from .consumers import AdminConsumer, ApiConsumer, Consumer, PageConsumer

nothing = re_path("", Consumer.as_asgi())
programs = [
    path("ws/video-creation/projects", ApiConsumer.as_asgi()),
    path("ws/video-creation/projects/<uuid:pk>/status", ApiConsumer.as_asgi()),
    nothing,
]
pages = [
    path("ws/projects/", PageConsumer.as_asgi()),
    path("ws/projects/<uuid:pk>/", PageConsumer.as_asgi()),
    path("ws/admin/projects/", AdminConsumer.as_asgi()),
    *programs,
]
