# Results held against the request, and what leads on after a failure.

differs-count = { $asked } asked for, { $got } made
differs-size = { $asked } asked for, { $got } made
differs-length = { $asked } s asked for, { $got } s made

job-model-paused = { $model } is paused until { $time }: risk control refused it a while ago, and I don't work around it. Nothing was spent. Another model may do it, or the site.

button-login = 🔑 Log in
button-top-up = 🎁 Claim and go on
button-retry = 🔁 Send again
button-open-site = 🌐 Open the site
button-alter-model = 🔀 Another model
button-alter-size = ↘️ Smaller
button-alter-any = 🔀 What is possible
button-copy-reference = 📋 Copy for the operator

alter-which = #{ $id } again, with which change? A receipt comes first.
alter-nothing = There is nothing else to choose here.
alteration-impossible = { $model } doesn't do that. Nothing was spent. Choose something else, or change the line by hand.
top-up-not-enough = Still not enough: the balance is { $balance }. Nothing was spent. A smaller size or a shorter video may fit.
relation-retry = Asked again

button-continue = 🎞 Go on from here
followup-only-films = This works with videos only. Nothing was spent.
followup-no-first-frame = { $model } takes no first frame. Nothing was spent.
relation-continue = Goes on

state-kept = Made, but Telegram didn't take it. I keep it and send it again at { $time }
state-cost-unknown = { "" } · cost not known yet
film-hevc = This film is H.265. If your player stays black, 📄 sends the file itself.
