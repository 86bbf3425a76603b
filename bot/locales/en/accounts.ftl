# Logins and accounts: several to a person, each under a name.

login-how =
    Choose the site of your account and send me its session id. Or send it at once: as it is for Jimeng, with <code>us-</code>, <code>hk-</code>, <code>jp-</code> or <code>sg-</code> before it for Dreamina.

    <b>Where to find it</b>
    1. Log in at jimeng.jianying.com (or dreamina.capcut.com) in a browser on a computer.
    2. Press F12. A panel with tabs opens: Application (Firefox: Storage) → Cookies → the site.
    3. In the table, copy the value in the row <code>sessionid</code>: 32 letters and digits.

    I delete your message at once and never ask for e-mail or password. To leave it, send “cancel”.
login-how-site =
    <b>{ site }</b>
    1. Log in at { $region ->
        [cn] jimeng.jianying.com
       *[other] dreamina.capcut.com
    } in a browser on a computer.
    2. Press F12. A panel with tabs opens: Application (Firefox: Storage) → Cookies → the site.
    3. In the table, copy the value in the row <code>sessionid</code>: 32 letters and digits.
    4. Send it to me here within 15 minutes, alone.

    I delete your message at once and never ask for e-mail or password. To leave it, send “cancel”.
login-for = For your account <b>{ $name }</b>:
login-named = Account <b>{ $name }</b>. Choose it for a job with <code>--as { $name }</code>, or for all with <code>/account use { $name }</code>.
login-named-used = Account <b>{ $name }</b>, which you use.
login-known = This is your account <b>{ $name }</b>: its login is renewed, and no other was changed.
login-replaced = It took the place of { site } …{ $hint }, which was your account <b>{ $name }</b> until now. To have both, send <code>/account add work</code> and log in to the other one again.
login-dead = Not valid at { site }. I tried no other site and stored nothing. Is it of another one? Choose it and send the session id again. Otherwise log in at the site anew and copy a fresh one.
login-lost = The login of your account { $name } ({ site }) has ended. Its jobs are kept for 7 days, nothing is spent; they go on by themselves once you log in.
button-site = { site }

logout-done = Erased. Jobs that wait for this login keep waiting, nothing is spent.
logout-sure = Log out of { $name } ({ site })? Its login is erased here. { $jobs ->
        [0] No job waits for it.
        [one] 1 unfinished job then waits for a new login.
       *[other] { $jobs } unfinished jobs then wait for a new login.
    } Nothing is spent.
logout-another = You logged in anew since this was asked. Nothing was erased.
offer-log-out = 🚪 Yes, log out
offer-stay-logged-in = ✕ No, stay
logout-none = There was no login to erase.

command-account = your accounts
account-privately = Your accounts are nobody else's business: send /account in the private chat.
account-title = <b>Your accounts</b>
account-line-used = ▶️ <b>{ $name }</b> (in use) · { site } …{ $hint } · balance { $balance } · { $state } · checked { $ago } ago
account-line = ▫️ <b>{ $name }</b> · { site } …{ $hint } · balance { $balance } · { $state } · checked { $ago } ago
account-alive = login works
account-ended = login ended
account-none = You have no account here yet: /login in the private chat. Nothing was spent.
account-unread = “{ $typed }” is no full order for /account. Nothing was changed. What there is:
account-how =
    <code>/account</code> shows all of yours
    <code>/account add work</code> adds one
    <code>/account use work</code> uses it from now on
    <code>/account rename work home</code> renames it
    <code>/account remove work</code> erases it
account-unknown = You have no account “{ $name }”. Yours: { $known }. Nothing was sent or spent.
account-name-unreadable = “{ $typed }” can't be a name: up to 20 letters, digits, - and _, without blanks. Nothing was changed.
account-name-taken = You have an account { $name } already. Nothing was changed.
account-too-many = You have { $limit } accounts already. Remove one first: /account. Nothing was changed.
account-used = { $name } is used from now on. Jobs that wait or run keep to the account they were asked for.
account-used-now = Used from now on: <b>{ $name }</b> ({ site }).
account-renamed = { $before } is called { $name } now, in its jobs too.
account-rename-how = What shall <b>{ $name }</b> be called? Your next message within 2 minutes is the new name; nothing is drawn. To leave it, send “cancel”.
account-rename-placeholder = The new name
account-remove-sure = Erase { $name } ({ site }, …{ $hint }) with its login? Its jobs then wait for a new login under this name; nothing is spent.
account-removed = { $name } is erased, with its login. Jobs that wait for it keep waiting, nothing is spent.
account-gone = This account is gone, or not yours.
button-account-use = ▶️ Use { $name }
button-account-rename = ✏️ Rename { $name }
button-account-remove = 🗑 Remove { $name }
button-account-remove-surely = 🗑 Erase { $name }
button-account-keep = ✕ Keep
receipt-account = Account: { $name } ({ site })
