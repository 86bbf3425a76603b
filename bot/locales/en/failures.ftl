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
failure-credit-next = /credit claims today's credits; then send it again, or ask for less.
failure-content = Refused by content review.
failure-content-picture = Picture { $picture } was refused by content review.
failure-content-next = Change the text and send it again.
failure-rate = Jimeng takes no more requests from this account for now.
failure-rate-next = I won't repeat it by myself. Send it again later.
failure-risk = Jimeng's risk control refused this.
failure-risk-next = I won't retry by myself. You can finish it on the site, or try another model later.
failure-forbidden = This account may not do that on its site.
failure-forbidden-next = Choose another model, or check on the site what the account can use.
failure-parameters = Jimeng doesn't accept this combination of settings.
failure-parameters-next = Change the ratio, the resolution or the model and send it again.
failure-input = A picture can't be used.
failure-input-picture = Picture { $picture } can't be used: it is gone, too large, or no JPEG, PNG or WebP.
failure-input-next = Send it again as a photo.
failure-generation = Jimeng ended the job without a result.
failure-generation-next = It ended there, so I stopped waiting. You may send it again.
failure-unclassified = Jimeng sent a code that I don't know.
failure-unclassified-next = I stopped here and won't repeat it by myself. The code is below.
failure-upstream = Jimeng couldn't be reached for too long.
failure-upstream-next = I stopped trying. Send it again when the site works.
failure-result-lost = Made or accepted, but I can't get at the result any more.
failure-result-lost-next = Look into your history on the site; I have stopped asking.
failure-delivery = Made, but Telegram didn't take all of it.
failure-delivery-next = The files are kept. Check that you haven't blocked the bot, and ask the operator.
failure-too-large = The file is too big for this bot (50 MB).
failure-too-large-size = { $size } MB is too big for this bot (50 MB).
failure-too-large-next = I keep it. You find it on the site, or the operator can send it to you.
