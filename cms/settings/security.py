"""The two content security policies (django-csp's form). Django 6 has the same dict of its own; the move there is a rename.

Public pages have no inline script or style, so that one constant header serves cached pages. Wagtail's admin needs both inline; it gets no
``unsafe-eval`` and no foreign host.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
GRAPHIQL_POLICY = {**PUBLIC_POLICY, "style-src": [SELF, UNSAFE_INLINE], "font-src": [SELF, "data:"]}
