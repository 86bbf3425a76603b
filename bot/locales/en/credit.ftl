# Credits: what stands in an account, the day's claim, what was spent.

credit-head = Account { site } …{ $hint } · balance <b>{ $balance }</b>
credit-head-named = Account { $name } ({ site } …{ $hint }) · balance <b>{ $balance }</b>
credit-sources = Gift { $gift } · Member { $vip } · Bought { $purchase }
credit-expiring = Expires (UTC+8): { $each }
credit-expiring-each = { $amount } { $moment }
credit-spent = Spent here today { $today } · this month { $month }
credit-read = Read just now
credit-unchanged = Read just now: nothing has changed
moment-today = today { $time }
moment-date = { $date } { $time }
claim-received = Today's credits: +{ $amount } received ✅ { $moment }
claim-already-claimed = Today's credits: there already; the site's history shows +{ $amount } { $moment }
claim-nothing = Today's credits: { site } gave none. Either this account isn't offered any, or today's were in already; the site doesn't tell which.
claim-refused = Today's credits: refused by { site } ({ $code }). Nothing was spent. I ask once a day. On the site you can look yourself.
claim-unknown = Today's credits: not known. The answer was lost, and I don't ask twice a day; the balance above is what is there.
credit-needs-login = Link your account first: /login in the private chat. Nothing was spent.
credit-unreachable = The site can't be reached just now. Nothing was spent; try again later.
credit-login-ended = Your login ended. Jobs are kept, nothing spent; they continue after /login in the private chat.

auto-claim-on = Auto-claim is on: once a day, quietly. I only write if something is wrong.
auto-claim-off = Auto-claim is off.
auto-claim-refused = Auto-claim for { $name }: { site } refused today's credits ({ $code }). Nothing was spent. I ask again tomorrow.
auto-claim-unknown = Auto-claim for { $name }: no answer came from { site }, so I don't know whether today's credits are in. Nothing was spent; /credit shows the balance. I ask again tomorrow.
auto-claim-nothing = Auto-claim for { $name }: { site } gave no credits today. Nothing was spent. I go on asking once a day and write again only when it was different in between.
auto-claim-unreachable = Auto-claim for { $name }: { site } couldn't be reached until the day was over. Nothing was spent. I ask again tomorrow.
button-refresh = 🔁 Refresh
button-auto-claim-on = 🎁 Auto-claim: on
button-auto-claim-off = 🎁 Auto-claim: off
button-auto-claim-stop = 🎁 Turn auto-claim off
price-known-ending = About { $price ->
        [one] 1 credit
       *[other] { $price } credits
    } (balance { $balance }, of which { $ends } expire today)
