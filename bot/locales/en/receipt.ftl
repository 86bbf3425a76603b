# What a person reads before a job is sent.

price-known = About { $price ->
        [one] 1 credit
       *[other] { $price } credits
    }
price-known-balance = About { $price ->
        [one] 1 credit
       *[other] { $price } credits
    } (balance { $balance })
price-unknown = Price not known
asks-above-ceiling = above your limit
asks-hint = a word in the text raises it
asks-balance = more than the balance
order-above-max = This would cost about { $price ->
        [one] 1 credit
       *[other] { $price } credits
    }, above your <code>--max { $most }</code>. Nothing was sent or spent.

state-receipt-expired = Not confirmed within 15 minutes. Nothing was sent or spent.
agree-started = #{ $id } starts.
agree-already = #{ $id } is under way already.
agree-expired = This receipt has expired. Nothing was spent.
reopen-done = Open again: #{ $id }.
button-agree = ✅ Generate
button-reopen = 🔁 Open again
button-as-video = 🎬 As a video
as-video-done = #{ $id } is a video now: see its receipt.
edit-too-late = This was started or closed already; an edit doesn't change it. Tap ✏️ to make a new one. Nothing more was spent.
edit-needs-picture = Reply to a picture with <code>/edit</code> and what to change, or send the photo with it. Nothing was spent.
command-edit = change a picture
asks-offered = starts when you agree
asks-video = videos start when you agree
state-cost = { "" } · cost { $cost }
button-claim-and-agree = 🎁 Claim and generate
claim-not-enough = Still not enough: about { $price ->
        [one] 1 credit
       *[other] { $price } credits
    } needed, { $balance } there. Nothing was spent. A smaller size or a shorter video may fit.
order-max = At most { $most } { $most ->
        [one] credit
       *[other] credits
    }: a known price above that is not sent.
order-yes = No question, as long as the price is known and within your ceiling.
receipt-sheet = Your pictures, with their numbers
