"""`/api/files/*`: files that go with messages."""

from __future__ import annotations

from fastapi import APIRouter, UploadFile
from fastapi.responses import Response

from nodepilot.server.attachments import attachment
from nodepilot.server.dependencies import FileId, SignedIn, TheServices
from nodepilot.server.schemas import UploadedFile

router = APIRouter(prefix="/api/files", tags=["chat"])


@router.post("", status_code=201)
async def upload_file(file: UploadFile, identity: SignedIn, services: TheServices) -> UploadedFile:
    """Keeps a file for a message to come, for a day; what it is, is told by its content."""
    kept = await services.files.add(
        identity.user.id,
        file.filename or "",
        await file.read(),
        models_may=identity.user.model_preference != "built-in",
    )
    return UploadedFile(
        **kept.summary.model_dump(),
        columns=[".".join(column) for column in kept.reading.get("columns", ())],
        rows=kept.reading.get("rows"),
        nodes=kept.reading.get("nodes"),
        is_cut=bool(kept.reading.get("is_cut")),
    )


@router.get(
    "/{file_id}/content",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
async def download_file(file_id: FileId, identity: SignedIn, services: TheServices) -> Response:
    """The file itself, to save and never to show: it is a stranger's."""
    found = await services.files.content(identity.user.id, file_id)
    headers = {**attachment(found.name), "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(found.content, media_type="application/octet-stream", headers=headers)


@router.delete("/{file_id}", status_code=204)
async def remove_file(file_id: FileId, identity: SignedIn, services: TheServices) -> None:
    """Takes away a file that was not sent; others go with their conversation."""
    await services.files.remove(identity.user.id, file_id)
