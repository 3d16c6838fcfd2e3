"""What a partner's group may do: its part of the page tree in every language, and its collection of pictures and files.

Permissions are set once, on the page in the source language; each translation of that page carries a copy, and its workflow too.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, WorkflowPage
from wagtail.signals import copy_for_translation_done

PAGE_CODENAMES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
COLLECTION_CODENAMES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
GLOBAL_CODENAMES = (("wagtailadmin", "access_admin"), ("wagtail_localize", "submit_translation"))


def grant(group: Group, page: Page, collection: Collection) -> None:
    """Lets ``group`` write, publish and translate below ``page``, and keep pictures and files in ``collection``. Safe to repeat."""
    for app_label, codename in GLOBAL_CODENAMES:
        group.permissions.add(Permission.objects.get(codename=codename, content_type__app_label=app_label))
    for permission in Permission.objects.filter(codename__in=PAGE_CODENAMES, content_type__app_label="wagtailcore", content_type__model="page"):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    allowed = Permission.objects.filter(codename__in=COLLECTION_CODENAMES, content_type__app_label__in=["wagtailimages", "wagtaildocs"])
    for permission in allowed:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def mirror(page: Page) -> None:
    """Gives every translation of ``page`` the group permissions and the workflow that ``page`` has, and no others."""
    wanted = set(GroupPagePermission.objects.filter(page=page).values_list("group_id", "permission_id"))
    workflow = WorkflowPage.objects.filter(page=page).first()
    for translation in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        have = {(row.group_id, row.permission_id): row.pk for row in GroupPagePermission.objects.filter(page=translation)}
        GroupPagePermission.objects.filter(pk__in=[pk for key, pk in have.items() if key not in wanted]).delete()
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(page=translation, group_id=group, permission_id=permission) for group, permission in wanted - have.keys()
        )
        if workflow:
            WorkflowPage.objects.update_or_create(page=translation, defaults={"workflow": workflow.workflow})
        else:
            WorkflowPage.objects.filter(page=translation).delete()


@receiver(copy_for_translation_done, dispatch_uid="partners.copied")
def on_new_translation(sender: Any, source_obj: Any, **kwargs: Any) -> None:
    """Sent for each page that a translation creates: real ones, aliases of a synchronised tree, copied parents."""
    if isinstance(source_obj, Page):
        mirror(Page.objects.get(pk=source_obj.pk))


@receiver([post_save, post_delete], sender=GroupPagePermission, dispatch_uid="partners.permission")
@receiver([post_save, post_delete], sender=WorkflowPage, dispatch_uid="partners.workflow")
def on_change(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A permission or a workflow was set or taken away on a source page."""
    page = Page.objects.filter(pk=instance.page_id, locale=Locale.get_default()).first()
    if page:
        mirror(page)
