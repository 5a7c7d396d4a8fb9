"""Every address of the studio: whose it is, and what its owner gets there by each method.

tests/videostudio/test_every_address.py walks over all of them. One without a line here fails
tests/house/test_addresses.py.
The first word says whose it is:

- open: everybody's, without a sign-in. Its statuses are those of somebody who is not signed in.
- self: a signed-in person's own things, whoever it is. Without a sign-in one is led to the door.
- mine: of one project, or of another thing with an owner. For anybody else it is absent: 404.
- api self, api mine: the same in the API, which answers 401 without a sign-in.
- staff: the admin's. Others are led to its door; staff without the permission get 403.
- desk: the admin's too, for all staff.
"""

from __future__ import annotations

ADDRESSES = {
    "": "self GET=200 POST=302",
    "look/": "self GET=200",
    "setup/<str:token>/": "open GET=404 POST=404",
    "projects/<uuid:pk>/": "mine GET=200",
    "projects/<uuid:pk>/look/": "mine GET=200",
    "projects/<uuid:pk>/start/<slug:step>/": "mine POST=302",
    "projects/<uuid:pk>/make/": "mine POST=302",
    "projects/<uuid:pk>/retry/": "mine POST=422",
    "projects/<uuid:pk>/cancel/": "mine POST=302",
    "projects/<uuid:pk>/duplicate/": "mine POST=302",
    "projects/<uuid:pk>/delete/": "mine POST=302",
    "projects/<uuid:pk>/read/": "self POST=204",
    "projects/<uuid:pk>/music/": "mine POST=302",
    "projects/<uuid:pk>/music/upload/": "mine POST=422",
    "projects/<uuid:pk>/music/own/": "mine GET=200",
    "music/<slug:mood>/": "self GET=404",
    "projects/<uuid:pk>/captions/": "mine POST=302",
    "projects/<uuid:pk>/style/": "mine POST=302",
    "projects/<uuid:pk>/key-points/add/": "mine POST=422",
    "projects/<uuid:pk>/purpose/": "mine POST=302",
    "projects/<uuid:pk>/finish/": "mine POST=302",
    "projects/<uuid:pk>/logo/": "mine POST=302",
    "projects/<uuid:pk>/logo/upload/": "mine POST=422",
    "projects/<uuid:pk>/logo/seen/": "mine GET=404",
    "samples/<slug:what>/<slug:style>/<slug:choice>/": "self GET=404",
    "projects/<uuid:pk>/cover/": "mine POST=422",
    "projects/<uuid:pk>/cover/<slug:shape>/": "mine GET=404",
    "projects/<uuid:pk>/files/<uuid:film>/at/<int:tenths>/": "mine GET=404",
    "projects/<uuid:pk>/cost/<slug:what>/": "mine POST=404",
    "projects/<uuid:pk>/versions/<slug:kind>/": "mine GET=404",
    "projects/<uuid:pk>/versions/<uuid:artifact>/restore/": "mine POST=404",
    "projects/<uuid:pk>/title/": "mine POST=422",
    "projects/<uuid:pk>/description/": "mine POST=302",
    "projects/<uuid:pk>/posts/<slug:platform>/": "mine POST=302",
    "projects/<uuid:pk>/material/use/": "mine POST=404",
    "projects/<uuid:pk>/material/move/": "mine POST=404",
    "projects/<uuid:pk>/material/spread/": "mine POST=302",
    "projects/<uuid:pk>/material/remove/": "mine POST=302",
    "projects/<uuid:pk>/material/withdraw/": "mine GET=404 POST=404",
    "projects/<uuid:pk>/material/<uuid:material>/<slug:size>/": "mine GET=404",
    "projects/<uuid:pk>/voice/": "mine POST=302",
    "projects/<uuid:pk>/draft/<uuid:part>/": "mine GET=404",
    "projects/<uuid:pk>/undo/": "mine POST=422",
    "projects/<uuid:pk>/redo/": "mine POST=422",
    "projects/<uuid:pk>/scenes/insert/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/delete/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/move/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/split/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/join/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/duplicate/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/words/": "mine POST=422",
    "projects/<uuid:pk>/scenes/<int:scene>/own/": "mine POST=422",
    "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/remove/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/sound/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/card/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/fit/": "mine POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/framing/": "mine GET=200 POST=302",
    "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/video/": "mine GET=404",
    "projects/<uuid:pk>/scenes/<int:scene>/still/<int:number>/<slug:version>/": "mine GET=302",
    "projects/<uuid:pk>/scenes/<int:scene>/again/<slug:kind>/": "mine POST=302",
    "projects/<uuid:pk>/files/<uuid:artifact>/": "mine GET=200",
    "projects/<uuid:pk>/files/<uuid:artifact>/<slug:size>/": "mine GET=200",
    "projects/<uuid:pk>/download/<slug:kind>/": "mine GET=200",
    "voices/<uuid:pk>/": "self GET=200",
    "batch/": "self POST=404",
    "bin/": "self GET=200",
    "bin/put-back/": "self POST=404",
    "bin/delete/": "self POST=404",
    "bin/empty/": "self POST=302",
    "notices/": "self GET=200",
    "notices/read/": "self POST=302",
    "notices/<uuid:pk>/show/": "mine POST=200",
    "notices/<uuid:pk>/shown/": "mine POST=204",
    "login/": "open GET=200 POST=200",
    "logout/": "open POST=302",
    "language/": "open POST=302",
    "api/video-creation/": "open GET=404",
    "api/video-creation/openapi.json": "open GET=200",
    "api/video-creation/docs": "self GET=200",
    "api/video-creation/unfinished": "api self GET=200",
    "api/video-creation/projects": "api self GET=200 POST=201",
    "api/video-creation/sendings": "api self GET=200 POST=400",
    "api/video-creation/sendings/<sending_id>": "api mine GET=200 PATCH=400 POST=200 DELETE=204",
}
API_PROJECT = {
    "": "GET=200 DELETE=200",
    "/status": "GET=200",
    "/notified": "POST=200",
    "/audio": "POST=202",
    "/scenes": "POST=202",
    "/merge": "POST=202",
    "/make": "POST=202",
    "/duplicate": "POST=201",
    "/retry": "POST=409",
    "/cancel": "POST=200",
    "/draft": "GET=200",
    "/script": "GET=200 POST=202 PUT=409",
    "/script/scenes": "POST=200",
    "/script/scenes/<scene_id>": "DELETE=200",
    "/script/scenes/<scene_id>/move": "POST=200",
    "/script/scenes/<scene_id>/split": "POST=200",
    "/script/scenes/<scene_id>/join": "POST=200",
    "/script/scenes/<scene_id>/duplicate": "POST=200",
    "/undo": "POST=409",
    "/redo": "POST=409",
    "/key-points": "POST=400",
    "/title": "PUT=200",
    "/cover": "GET=200 PUT=200",
    "/description": "PUT=200",
    "/posts": "GET=200",
    "/posts/<platform>": "GET=200 PUT=200",
    "/script/cost": "POST=409",
    "/music": "POST=400 DELETE=200",
    "/logo": "POST=400 DELETE=200",
    "/sendings": "POST=400",
    "/material": "GET=200 POST=400",
    "/material/<material_id>": "DELETE=200",
    "/material/<material_id>/withdrawal": "GET=200 POST=200",
    "/spread": "POST=200",
    "/scenes/<number>/material": "PUT=200",
    "/scenes/<number>/audio": "POST=202",
    "/scenes/<number>/clip": "POST=202",
    "/scenes/<number>/photo": "POST=400 DELETE=200",
    "/scenes/<number>/fit": "PUT=200",
    "/scenes/<number>/own-clip": "POST=400 DELETE=200",
    "/scenes/<number>/shots": "POST=400 PUT=409",
    "/scenes/<number>/shots/<shot_id>": "PUT=409 DELETE=200",
    "/scenes/<number>/shots/<shot_id>/framing": "PUT=200",
}
for rest, methods in API_PROJECT.items():
    ADDRESSES[f"api/video-creation/projects/<project_id>{rest}"] = f"api mine {methods}"

ADMIN = {
    "admin/": "desk",
    "admin/health/": "staff",
    "admin/login/": "desk",
    "admin/logout/": "desk",
    "admin/password_change/": "desk",
    "admin/password_change/done/": "desk",
    "admin/autocomplete/": "staff",
    "admin/jsi18n/": "desk",
    "admin/r/<path:content_type_id>/<path:object_id>/": "desk",
    "admin/auth/user/<id>/password/": "staff",
    "admin/<app_label>/": "desk",
    "admin/<url>": "desk",  # every other one
}
# Each has Django's addresses: a list, and pages that add, change, delete and tell the history.
IN_ADMIN = (
    "auth/group",
    "auth/user",
    "procrastinate/procrastinateevent",
    "procrastinate/procrastinatejob",
    "procrastinate/procrastinateperiodicdefer",
    "procrastinate/procrastinateworker",
    "projects/apitoken",
    "projects/auditentry",
    "projects/notification",
    "projects/project",
)
for model in IN_ADMIN:
    ADMIN |= {f"admin/{model}/{page}": "staff" for page in ("", "add/")}
    for page in ("history", "delete", "change"):
        ADMIN[f"admin/{model}/<path:object_id>/{page}/"] = "staff"
    ADMIN[f"admin/{model}/<path:object_id>/"] = "desk"  # leads to the page that changes

# Sockets: `self` opens for every signed-in person, the others only for those who may.
SOCKETS = {
    "ws/projects/": "self",
    "ws/projects/<uuid:pk>/": "mine",
    "ws/admin/projects/": "staff",
    "ws/video-creation/projects": "self",
    "ws/video-creation/projects/<uuid:pk>/status": "mine",
    "": "nobody",  # every other address
}
