# The one message of a job: what was asked, where it stands, how it ended.

model-jimeng = Jimeng { $version }
model-jimeng-video = Jimeng Video { $version }

job-receipt = <b>#{ $id }</b>  { $model } · { $ratio }
job-receipt-seconds = { $seconds } s
job-receipt-count = ×{ $count }
job-receipt-seed = seed { $seed }
job-receipt-strength = strength { $strength }
job-receipt-files = originals too
job-receipt-references = { $count ->
        [one] 1 picture in
       *[other] { $count } pictures in
    }
job-prompt = “{ $prompt }”
job-negative = Without: { $negative }
job-adjusted = Changed: { $what }
adjusted-ratio = { $model } has no ratio { $asked } here, it is { $used }
adjusted-size = { $model } has no { $asked } here, it is { $used }
adjusted-resolution = { $model } chooses the size by itself, { $asked } can't be sent

state-drafted = Open: nothing sent, nothing spent
state-drafted-login = Needs login: log in, then agree. Nothing sent, nothing spent
state-queued-next = Waiting: yours is next
state-queued = Waiting: { $place ->
        [one] 1 job before yours
       *[other] { $place } jobs before yours
    }
state-queued-again = Not accepted yet. I try again by myself; nothing spent
state-needs-login = Needs login: /login in the private chat. Continues by itself, nothing spent
state-login-ended = Your login ended. The job is kept, nothing was spent. Send /login in a private chat, and it continues by itself
state-needs-login-running = Your login ended. The job may still run at Jimeng. Send /login in a private chat, and I fetch its result
state-needs-login-other = This job was sent with another account. Log in to that one with /login in a private chat, and it continues by itself
state-submitting = Submitting
state-checking = Sent, no receipt came back. Checking; please don't resend
state-uncertain = Checked: Jimeng has no such job, it should be free. Send it again?
state-upstream-queue = Jimeng queue: { $position } of { $length }
state-upstream-queue-forecast = Jimeng queue: { $position } of { $length }, about { $forecast }
state-upstream-place = Jimeng queue: number { $position }
state-upstream-place-forecast = Jimeng queue: number { $position }, about { $forecast }
state-running-first = Generating
state-running = Generating, { $elapsed }
state-running-long = Still running ({ $elapsed }). I'll post it here, you needn't wait
state-muted = Not waiting any more: the result is kept and nothing is posted. It may cost credits
state-fetching = Downloading
state-sending = Sending
state-succeeded = Done · { $size } · { $elapsed }
state-succeeded-plain = Done · { $elapsed }
state-succeeded-muted = Done · { $elapsed } · kept, not posted, as you wished
state-cancelled = Cancelled, nothing spent
state-cancelled-uncertain = Closed, not sent again. Jimeng had no such job, it should be free
state-expired = Waited too long, given up.

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min
duration-minutes-seconds = { $minutes } m { $seconds } s
duration-hours = { $hours } h { $minutes } min
