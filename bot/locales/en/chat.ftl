# Answers to commands, buttons and everything else that people send.

bot-description =
    I draw pictures and make videos with your own Jimeng or Dreamina account.

    Link it with /login. Then write /image or /video and what you would like to see, or send a photo with a caption. /help shows everything.
bot-short-description = Pictures and videos with your own Jimeng or Dreamina account.

start-hello =
    I draw pictures and make videos with your own Jimeng or Dreamina account.
    First /login, then for example:
    <code>/image a cat in a garden --ar 16:9</code>
    <code>/video the cat runs</code>
    A photo with a caption is redrawn. /help shows the rest.
stranger = This bot is closed. To use it, ask the operator and tell your id: <code>{ $id }</code>
stranger-tap = This bot is closed to you.

help-title = <b>What I understand</b>
help-line = /{ $command } – { $what }
help-flags =
    <b>Flags</b>
    <code>--ar 16:9</code> ratio · <code>--res 2k</code> size · <code>--model jimeng-4.0</code> · <code>--seed 7</code> · <code>--file</code> originals too
    /image: <code>--no blur</code> not wanted · <code>--strength 0.5</code>
    /video: <code>--dur 5</code> seconds · <code>--res 720p</code>
help-pictures =
    <b>With pictures</b>: a photo with a caption is redrawn; several sent together serve as references. With /video in the caption it comes to life: one photo is the first frame, two are first and last. A reply to any picture with /image or /video does the same.
help-where = In groups write /image@{ $bot }. Your login belongs in the private chat only.

command-start = what this bot is
command-help = everything on one screen
command-login = link your account
command-logout = erase your login
command-image = picture from a text or from pictures
command-video = video from a text or from pictures
command-credit = balance, and today's credits
command-queue = your jobs
command-cancel = cancel a job

login-privately = Please log in in the private chat. A session id is like a password.
login-done = ✅ { site } · balance { $balance } · …{ $hint }
login-done-without-balance = ✅ { site } · balance not known · …{ $hint }
login-resumed = { $count ->
        [one] 1 waiting job goes on.
       *[other] { $count } waiting jobs go on.
    }
login-not-deleted = I could not delete your message. Please delete it yourself.
login-empty = There is no session id in this. /login shows where to find it. Nothing was stored.
login-has-proxy = Only the operator sets proxies. Send the session id alone. Nothing was stored.
login-malformed = This is not a session id: blanks, control characters, “;” and “%” don't belong in it. Nothing was stored.
login-unreachable = { site } can't be reached just now, so I couldn't test it. Try again later. Nothing was stored.
login-exposed-deleted = In “{ $chat }” you posted what looks like a session id. I deleted it and did not store it. Log out at the site, so that it dies, and log in again.
login-exposed = In “{ $chat }” you posted what looks like a session id. I may not delete it there and did not store it: delete it, log out at the site, so that it dies, and log in again.
login-exposed-here-deleted = What you posted here looked like a session id. I deleted it and did not store it. Log out at the site, so that it dies. Then log in again, in the private chat.
login-exposed-here = What you posted here looks like a session id. I may not delete it and did not store it. Delete that message and log out at the site, so that it dies. Then log in again, in the private chat.
login-stray = That message held what looks like a session id. I didn't use or store it. To log in, send <code>/login</code> with the session id alone.

site = { $region ->
        [cn] Jimeng
        [us] Dreamina US
        [hk] Dreamina HK
        [jp] Dreamina JP
        [sg] Dreamina SG
       *[other] { $region }
    }


picture-too-big = Picture { $number } has { $size } MB; a bot can read { $limit } MB. Nothing was spent. Send it as a photo, not as a file.
video-last-alone = A last frame needs a first one. Nothing was spent. Send two pictures, or leave <code>--last</code> out.
album-late = One more picture of the album came too late and is left out.
album-others = Only pictures can go in: the rest of the album is left out.
job-too-many = You already have { $limit } unfinished jobs. Wait, or cancel one: /queue. Nothing was spent.
job-model-region = { $model } isn't offered at { site }. Possible: { $possible }. Nothing was spent.

queue-empty = No jobs are waiting or running.
queue-title = <b>Your jobs</b>
queue-line = <b>#{ $id }</b> “{ $prompt }”
cancel-which = Which one?
wait-ended-login = Login cancelled: I no longer wait for a session id. Nothing was spent.
wait-ended-words = Cancelled: I no longer wait for your words. Nothing was spent.
wait-left-login = I still wait for your session id; /cancel ends that too.
wait-left-album = /album is still open with its pictures; /cancel ends that too.
wait-left-words = I still wait for your words, too; /cancel ends that too.
cancel-none = There is nothing to cancel. Nothing was spent; /history has what is done.
cancel-unreadable = “{ $typed }” is not the id of a job. Nothing was changed or spent. Ids look like A7K2M; /queue lists yours.
cancel-cancelled = #{ $id } cancelled, nothing spent.
cancel-dropped = #{ $id } is closed and wasn't sent again. Jimeng has no such job; it should be free.
cancel-running = Jimeng can't cancel #{ $id } in the middle; it may have been charged already.
cancel-finished = #{ $id } is finished already; what it cost stays, and nothing more is spent. /show { $id } brings it back.
cancel-not-found = You have no job #{ $id }. Nothing was changed or spent. /queue and /history list yours.
stop-waiting-done = I don't wait for #{ $id } any more: its result goes quietly into /history.
keep-waiting-done = I post the result of #{ $id } here.
send-again-started = #{ $id } is sent again, once.
send-again-already = #{ $id } goes on already.
send-again-outdated = #{ $id } is in doubt once more: the buttons for that are under its message now. Nothing was sent or spent by this tap.
decline-done = #{ $id } is closed, not sent again.
tap-ended = #{ $id } is finished, or not yours. Nothing was changed or spent.
tap-too-old = This button is too old for me. Nothing was spent. /show and the job's number bring new ones.
tap-not-yours = This job isn't yours. Nothing was changed or spent.

button-cancel = ⏹ Cancel
button-cancel-job = ⏹ Cancel #{ $id }
button-stop-waiting = 🔕 Stop waiting
button-keep-waiting = ⏳ Keep waiting
button-send-again = 🔁 Send again
button-decline = ✕ No
button-login-privately = 🔑 Log in privately

unknown-command = I don't know /{ $typed }. Nothing was done or spent. /help shows what I understand.
unknown-command-near = I don't know /{ $typed }, so nothing was done or spent. Did you mean /{ $near }?
plain-text-hint = Nothing was drawn or spent. To draw it, send <code>/image { $prompt }</code>
update-given-up = Something on my side broke at your message and I stopped trying. Jobs that I took are in /queue; nothing else was spent.

result-caption = #{ $id }
result-caption-twice = #{ $id } (maybe twice)
sent-privately = Sent to you in the private chat.
private-chat-closed = That belongs in the private chat. Open it with the button and send the command there.
button-open-privately = 💬 Open the private chat
