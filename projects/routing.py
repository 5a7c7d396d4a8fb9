from django.urls import path, re_path

from .consumers import NobodyThere, PageConsumer

sockets = [
    path("ws/projects/", PageConsumer.as_asgi()),
    path("ws/projects/<uuid:pk>/", PageConsumer.as_asgi()),
    re_path("", NobodyThere.as_asgi()),
]
