"""The sockets: of pages, which come with a session, and of programs, which may show a token."""

from django.urls import path, re_path

from .consumers import DeskSocket, PageSocket, ProgramSocket, Socket

nothing = re_path("", Socket.as_asgi())
programs = [
    path("ws/video-creation/projects", ProgramSocket.as_asgi()),
    path("ws/video-creation/projects/<uuid:pk>/status", ProgramSocket.as_asgi()),
    nothing,
]
pages = [
    path("ws/projects/", PageSocket.as_asgi()),
    path("ws/projects/<uuid:pk>/", PageSocket.as_asgi()),
    path("ws/admin/projects/", DeskSocket.as_asgi()),
    *programs,
]
