"""The log of reads of personal pages and of changes: append-only, each line bound to the last.

A line's hash covers what it says and the hash before it, so that no line can be changed, dropped or
put in between without every later hash being wrong; ``ansinh audit verify`` walks the chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from ansinh.web.access.models import Checkpoint, Entry

#: The hash before the first line.
START = "0" * 64
#: Lines walked by one check from a page: two or three seconds.
STRETCH = 20_000
_LOCK = 42_42


class Label(NamedTuple):
    """What an action of the log is called."""

    vi: str
    en: str


#: Every action that the log knows.
ACTIONS: dict[str, Label] = {
    "read": Label("Xem hộ", "Read a household"),
    "read why": Label("Xem giải thích", "Read a reason"),
    "change": Label("Sửa thông tin", "Changed a fact"),
    "add household": Label("Lập hộ", "Registered a household"),
    "add person": Label("Ghi người mới", "Registered somebody"),
    "add record": Label("Ghi giấy tờ", "Added a record"),
    "end row": Label("Ghi kết thúc", "Ended a row"),
    "reopen row": Label("Ghi lại như cũ", "Took a row up again"),
    "move person": Label("Chuyển hộ", "Moved somebody"),
    "offer person": Label("Đề nghị chuyển xã", "Offered somebody to a commune"),
    "transfer refused": Label("Không tiếp nhận", "Refused an offer"),
    "transfer withdrawn": Label("Rút đề nghị chuyển xã", "Withdrew an offer"),
    "people merged": Label("Gộp người trùng", "Merged two rows"),
    "people parted": Label("Tách lại hai người", "Parted two rows"),
    "read timeline": Label("Xem dòng thời gian", "Read a timeline"),
    "read transfer": Label("Xem đề nghị chuyển xã", "Read an offer"),
    "read both": Label("So hai dòng", "Compared two rows"),
    "read lookalikes": Label("Tra người giống nhau", "Was told of lookalikes"),
    "break glass": Label("Mở thông tin nhạy cảm", "Broke the glass"),
    "decide accepted": Label("Lập hồ sơ", "Opened a case"),
    "decide rejected": Label("Ghi là không đúng", "Rejected a finding"),
    "decide not_now": Label("Để sau", "Put a finding off"),
    "decide needs_data": Label("Cần thêm thông tin", "Asked for data"),
    "case granted": Label("Duyệt hồ sơ", "Granted a case"),
    "case refused": Label("Không duyệt hồ sơ", "Refused a case"),
    "sign in": Label("Đăng nhập", "Signed in"),
    "sign out": Label("Đăng xuất", "Signed out"),
    "locked out": Label("Bị khóa đăng nhập", "Locked out"),
    "identity refused": Label("Từ chối danh tính quốc gia", "National identity refused"),
    "password changed": Label("Đổi mật khẩu", "Changed the password"),
    "second factor added": Label("Bật xác thực hai lớp", "Added a second factor"),
    "second factor removed": Label("Bỏ xác thực hai lớp", "Removed a second factor"),
    "account made": Label("Lập tài khoản", "Made an account"),
    "account closed": Label("Ngừng tài khoản", "Closed an account"),
    "account opened": Label("Mở lại tài khoản", "Opened an account again"),
    "account unlocked": Label("Mở khóa đăng nhập", "Unlocked an account"),
    "account named": Label("Sửa tên, số định danh", "Changed a name or number"),
    "password given": Label("Cấp mật khẩu một lần", "Gave a one-time password"),
    "duty given": Label("Giao nhiệm vụ", "Gave a duty"),
    "duty ended": Label("Kết thúc nhiệm vụ", "Ended a duty"),
    "read log": Label("Xem nhật ký", "Read the log"),
    "check log": Label("Kiểm tra nhật ký", "Checked the log"),
    "upload": Label("Gửi tệp", "Sent a file"),
    "import": Label("Nhập tệp vào sổ", "Imported a file"),
    "undo import": Label("Hoàn tác nhập tệp", "Undid an import"),
    "download": Label("Tải tệp cần sửa", "Downloaded a marked file"),
    "export": Label("Xuất danh sách", "Exported a list"),
    "load": Label("Nạp sổ", "Loaded a registry"),
    "run": Label("Chạy luật", "Ran the law"),
    "make token": Label("Tạo mã truy cập API", "Made a token for programs"),
    "revoke token": Label("Thu hồi mã truy cập API", "Revoked a token"),
}

#: What the details of a line are called.
DETAILS: dict[str, Label] = {
    "address": Label("địa chỉ", "address"),
    "entity": Label("loại dòng", "kind of row"),
    "how": Label("cách kết thúc", "how it ended"),
    "person": Label("người", "person"),
    "people": Label("người", "people"),
    "to": Label("đến hộ", "to household"),
    "kept": Label("giữ lại", "kept"),
    "dropped": Label("gộp vào", "merged"),
    "transfer": Label("đề nghị", "offer"),
    "area": Label("xã", "commune"),
    "asked": Label("đã lọc", "filtered by"),
    "benefit": Label("chế độ", "benefit"),
    "broken": Label("dòng hỏng", "broken line"),
    "by": Label("bằng", "by"),
    "case": Label("hồ sơ", "case"),
    "domain": Label("lĩnh vực", "domain"),
    "facts": Label("thông tin", "facts"),
    "findings": Label("phát hiện", "findings"),
    "first": Label("từ dòng", "from line"),
    "has_number": Label("có số định danh", "has a personal number"),
    "kind": Label("loại", "kind"),
    "last": Label("đến dòng", "to line"),
    "file": Label("tệp", "file"),
    "form": Label("loại danh sách", "kind of list"),
    "left": Label("để lại", "left as they are"),
    "lines": Label("số dòng", "lines"),
    "on": Label("xem tại ngày", "as of"),
    "reason": Label("lý do", "reason"),
    "role": Label("vai trò", "role"),
    "row": Label("dòng sổ", "row"),
    "rows": Label("số dòng", "rows"),
    "until": Label("đến trước", "until"),
    "username": Label("tên đăng nhập", "user name"),
}


def write(user: Any, action: str, subject: str = "", **detail: Any) -> Entry:
    """Append a line. See :func:`write_many`."""
    (entry,) = write_many(user, action, [(subject, detail)])
    return entry


def write_many(user: Any, action: str, lines: Iterable[tuple[str, dict[str, Any]]]) -> list[Entry]:
    """Append a line for each subject, in one go: the log is held once for all of them.

    Writers wait for each other, so that the chain never forks.

    Args:
        lines: (subject, detail); a subject is a kind and a number, ``household 5``.
    """
    with transaction.atomic():
        _wait_for_other_writers()
        previous = Entry.objects.order_by("-id").values_list("hash", flat=True).first() or START
        entries, now = [], timezone.now()
        for subject, detail in lines:
            entry = Entry(
                at=now,
                user=user if getattr(user, "pk", None) else None,
                action=action,
                subject=subject,
                detail=detail,
                previous=previous,
            )
            previous = entry.hash = hash_of(entry)
            entries.append(entry)
        return Entry.objects.bulk_create(entries)


def last_change() -> str:
    """The hash of the last line that is no read: as long as it stays, nothing was changed."""
    changes = Entry.objects.exclude(action__startswith="read").order_by("-id")
    return changes.values_list("hash", flat=True).first() or START


def hash_of(entry: Entry) -> str:
    """What the line's hash must be."""
    content = [
        entry.previous,
        entry.at.isoformat(),
        entry.user_id,
        entry.action,
        entry.subject,
        entry.detail,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(by: Any = None, limit: int | None = STRETCH) -> Checkpoint:
    """Walk the chain on from where the last good walk ended, and keep how far it came.

    A line that a walk has passed must still stand there with its hash: lines cut off the end are
    seen too.

    Args:
        limit: Most lines to walk; None walks all of them, from the very first.
    """
    good = Checkpoint.objects.filter(broken__isnull=True).order_by("-id").first()
    found = Checkpoint(by=by, first=1, last=0, lines=0, hash=START)
    if good is not None and good.last:
        if not Entry.objects.filter(pk=good.last, hash=good.hash).exists():
            found.broken = good.last
        if limit is not None:
            found.first, found.last, found.hash = good.last + 1, good.last, good.hash
    if found.broken is None:
        rows = Entry.objects.filter(id__gt=found.last).order_by("id")
        for entry in rows.iterator() if limit is None else rows[:limit]:
            if not _follows(entry, found.hash):
                found.broken = entry.pk
                break
            found.last, found.hash = entry.pk, entry.hash
            found.lines += 1
    found.save()
    return found


def _follows(entry: Entry, previous: str) -> bool:
    return entry.previous == previous and entry.hash == hash_of(entry)


def _wait_for_other_writers() -> None:
    """SQLite has one writer at a time already; PostgreSQL is asked for a lock until commit."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
