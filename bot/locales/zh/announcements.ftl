# 公告：管理员说给愿意听的人。

command-announcements = 接收管理员的公告

announcements-on = 你会收到公告。
announcements-off = 你不会收到公告。
announcements-usage = <code>/announcements on</code> 或 <code>off</code>。没有改动，没花积分。
button-hear = 🔔 接收
button-unhear = 🔕 不再接收

announce-copy =
    📣 <b>公告</b>
    { $text }
announce-copy-twice =
    📣 <b>公告</b>（可能重复）
    { $text }
announce-preview = { $listeners } 个人会收到上面这条。要发吗？
announce-too-long = 公告最多 { $most } 个字符。没有发出。
announce-begun = 正在发送。
announce-dropped = 没有发。
announce-over = 这个已经决定过了。
announce-done = 公告发完了：送到 { $sent } · 已离开 { $gone } · 失败 { $failed }
button-announce = 📣 发送
button-announce-not = ✕ 不发
admin-usage-announce = <code>/admin announce</code> 加正文：先给你看。这条消息没有发出任何东西。
