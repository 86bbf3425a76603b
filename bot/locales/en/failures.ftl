# Failures, in order: what happened; was money spent; what happens next and what you can do.

charged-no = Nothing was spent.
charged-yes = Credits were spent.
charged-unknown = It is not known whether credits were spent; /credit shows the balance.

failure-reference = (#{ $id } · { $code })
failure-reference-plain = (#{ $id })

failure-login = Your login ended.
failure-login-next = Log in again with /login in the private chat, then send the request again.
failure-other-account = This job was sent with another account.
failure-other-account-next = Log in to that account with /login in a private chat.
failure-credit = There are not enough credits for this.
failure-credit-next = I stopped here. Claim today's credits and go on, or ask for less.
failure-content = Refused by content review.
failure-content-picture = Picture { $picture } was refused by content review.
failure-content-next = I stopped here and kept your words. Change them and send it again.
failure-rate = Jimeng takes no more requests from this account for now.
failure-rate-next = I won't repeat it by myself. Send it again later.
failure-risk = Jimeng's risk control refused this.
failure-risk-next = I won't retry by myself. You can finish it on the site, or take another model.
failure-forbidden = This account may not do that on its site.
failure-forbidden-next = Choose another model, or check on the site what the account can use.
failure-parameters = Jimeng doesn't accept this combination of settings.
failure-parameters-next = I stopped here. Choose from what is possible, or change the line.
failure-input = A picture can't be used.
failure-input-picture = Picture { $picture } can't be used: it is gone, too large, or no JPEG, PNG or WebP.
failure-input-next = Send it again as a photo.
failure-generation = Jimeng ended the job without a result.
failure-generation-next = It ended there, so I stopped waiting. You may send it again.
failure-unclassified = Jimeng sent a code that I don't know.
failure-unclassified-next = I stopped here and won't repeat it by myself. The operator can look it up.
failure-upstream = Jimeng couldn't be reached for too long.
failure-upstream-next = I stopped trying. Send it again when the site works.
failure-result-lost = Made or accepted, but I can't get at the result any more.
failure-result-lost-next = Look into your history on the site; I have stopped asking.
failure-delivery = Made, but Telegram didn't take all of it.
failure-delivery-next = I keep the files. Tap to get them, or check that you haven't blocked the bot.
failure-too-large = The file is too big for this bot.
failure-too-large-size = { $size } MB is too big for this bot ({ $limit } MB).
failure-too-large-next = I keep it. Open it on the site, or ask the operator for a local Bot API server.
charged-cost = { $cost ->
        [0] Cost: nothing.
        [one] Cost: 1 credit.
       *[other] Cost: { $cost } credits.
    }
failure-risk-until = I won't retry by myself; this model is paused until { $time }. You can finish it on the site, or take another model.
failure-paused = { $model } is paused: risk control refused it a while ago.
failure-paused-next = I didn't send this. You can use the site, or take another model.
failure-paused-until = I didn't send this and take the model again from { $time }. You can use the site, or take another model.
failure-credit-known = Not enough credits: about { $price } needed, { $balance } there.
failure-credit-price = Not enough credits: about { $price } needed.
failure-credit-balance = Not enough credits: { $balance } there.
failure-content-of-text = The text was refused by content review.
failure-content-of-picture = A picture of yours was refused by content review.
failure-content-of-result = The result was refused by content review.
failure-forbidden-region = This account belongs to { site }; the network exit isn't accepted there.
failure-forbidden-region-next = I stopped here. The operator finds the cause with doctor.
failure-unclassified-code = Jimeng sent a code that I don't know: { $code }.
