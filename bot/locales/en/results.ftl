# Under results, and what was made before.

result-control = <b>#{ $id }</b> Pick a number, then what to do with it
button-repeat = 🔁 Again
button-similar = 🎲 Similar
button-remix = ✏️ Change
button-animate = 🎬 Animate
button-upscale = ⬆️ As 4k
button-originals = 📄 Originals
button-original-file = 📄 Original file
button-star = ⭐ Star
button-starred = 🌟 Starred
button-more = ⋯ More
button-details = 📋 Details
button-delete = 🗑 Delete
button-delete-surely = 🗑 Delete for good
button-back = ↩ Back

followup-made = #{ $id } is on its way: see its message.
followup-already = Already started: #{ $id }.
followup-model-gone = { $model } isn't offered any more. Nothing was spent. /image with another model does it.
followup-no-4k = { $model } makes no 4k. Nothing was spent.
followup-only-pictures = This works with pictures only. Nothing was spent.
followup-no-picture = #{ $id } has no picture { $number }. Nothing was spent.
remix-line =
    Copy this line, change it, and send it as a reply to this message:
    <code>{ $line }</code>
remix-placeholder-image = /image …
remix-placeholder-video = /video …
remix-placeholder-edit = /image, and what should change
job-from = From #{ $parent }
job-from-result = From result { $number } of #{ $parent }
job-from-upscale = Re-run in 4k of picture { $number } of #{ $parent }
originals-coming = The files are on their way.
showing-refused = #{ $id } could not be shown in full: Telegram did not take it, or did not answer. Nothing was spent and nothing is lost; <code>/show { $id }</code> tries again.
originals-gone = The files of #{ $id } are no longer here. They may still be on the site, in your own history there.
star-on = ⭐ { $number } is starred.
star-on-yours = ⭐ { $number } has your star: /fav here shows it. The message shows only the star of whoever asked for it.
star-off-yours = { $number } has your star no longer.
tap-others-pick = Only whoever asked for #{ $id } picks here, since everybody sees it. For result { $number }, reply to its picture with /edit, /image or /video.
tap-others-more = This menu is for whoever asked for #{ $id }. /show { $id } tells how it was made.
star-off = { $number } is no longer starred.
delete-done = #{ $id } is deleted, with its files.
delete-under-way = #{ $id } is still being sent. Delete it when all of it has arrived.
tap-gone = This is gone, or not yours to see.
show-which = Which one? Write its id, for example <code>/show A7K2M</code>. /history lists yours. Nothing was spent.
show-not-found = There is no job #{ $id } of yours, nor one of this chat. Nothing was spent. /history lists yours.
show-unreadable = “{ $typed }” is not the id of a job, nothing was spent. Ids look like A7K2M; write for example <code>/show A7K2M</code>.
command-show = an old job again

details-head = <b>#{ $id }</b> · { $made }
details-line = <code>{ $line }</code>
details-model = Model: { $model }
details-seed = Seed: { $seed }
details-seed-random = Seed: chosen by the service, which does not tell it
details-submission = Submission: <code>{ $submit_id }</code>
details-parent = { $relation } from #{ $parent }
details-children = Came from it: { $children }
details-sizes = Sizes: { $sizes }
details-cost = Cost: { $cost }
relation-again = Again
relation-similar = Similar
relation-edit = Changed
relation-animate = Animated
relation-upscale = Re-run in 4k
relation-as-video = As a video
relation-reopen = Opened again
