# Announcements: what operators say to those who asked to hear it.

command-announcements = hear what the operator announces

announcements-on = You hear announcements.
announcements-off = You hear no announcements.
announcements-usage = <code>/announcements on</code> or <code>off</code>. Nothing was changed, nothing was spent.
button-hear = 🔔 Hear them
button-unhear = 🔕 No more

announce-copy =
    📣 <b>Announcement</b>
    { $text }
announce-copy-twice =
    📣 <b>Announcement</b> (maybe twice)
    { $text }
announce-preview = This is what { $listeners ->
        [one] 1 person
       *[other] { $listeners } people
    } would get. Send it?
announce-too-long = An announcement has at most { $most } characters. Nothing was sent.
announce-begun = It is being sent.
announce-dropped = Not sent.
announce-over = That is decided already.
announce-done = The announcement is through: sent { $sent } · gone { $gone } · failed { $failed }
button-announce = 📣 Send
button-announce-not = ✕ No
admin-usage-announce = <code>/admin announce</code> and the text: a preview first. Nothing was sent by this message.
