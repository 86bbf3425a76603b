# The doctor: every check, what it saw, what to do. The command line reads the English ones.

doctor-well = ✅ <b>{ $name }</b>: { $detail }
doctor-ill = ❌ <b>{ $name }</b>: { $detail }
    → { $advice }
doctor-and = { ", " }
doctor-also = { "; " }
doctor-verdict = { $failed ->
        [0] All is well.
        [one] 1 thing needs attention.
       *[other] { $failed } things need attention.
    }
doctor-span = { $unit ->
        [days] { $number } d
        [hours] { $number } h
        [minutes] { $number } min
       *[seconds] { $number } s
    }
doctor-itself = doctor
doctor-checks-broke = the checks themselves failed ({ $error })
doctor-see-log = look into the bot's log

doctor-settings = settings
doctor-settings-wrong = { $why }
doctor-see-example = see .env.example, then look again
doctor-readable = readable
doctor-everybody = everybody may use the bot
doctor-people = { $count ->
        [0] nobody may use the bot
        [one] 1 person may use the bot
       *[other] { $count } people may use the bot
    }
doctor-let-in = put user ids into ALLOWED_USERS, or * for everybody

doctor-folder = data directory
doctor-folder-room = { $folder }, { $size } MB free
doctor-folder-locked = { $folder } can't be written ({ $why })
doctor-made-at-start = made at the first start
doctor-make-writable = make it writable for the user that runs the bot, or free space
doctor-free-space = free at least { $size } MB

doctor-keys = keys
doctor-keys-known = { $place }, { $count ->
        [one] 1 key
       *[other] { $count } keys, newest
    } { $newest }
doctor-keys-mode = mode { $mode }
doctor-keys-unusable = can't be used ({ $why })
doctor-put-keys = put the right keys there, or restore a copy
doctor-close-keys = chmod 600 { $path }, then main.py keys rotate if others use the machine
doctor-put-keys-back = put a copy of it back before the next start, or everybody has to log in again
doctor-file-to-come = { $path } is made at the first start
doctor-file-gone = { $path } is gone

doctor-database = database
doctor-database-sound = { $path } is sound, schema { $schema }
doctor-database-older = migrated to { $schema } at the next start
doctor-database-damaged = it is damaged ({ $why })
doctor-restore-database = stop the bot, keep a copy of the file and of its -wal, and put the newest backup in their place (main.py restore BACKUP); or move them away to start anew, and then everybody has to log in again
doctor-database-foreign = it is empty, or of another program
doctor-database-address = DATABASE_URL is not the address of an SQLite file
doctor-name-database = name the bot's own file in DATABASE_URL
doctor-database-newer = a newer version of the bot wrote it
doctor-run-newer = run that newer version, or restore the copy made before it was migrated
doctor-database-unreadable = it can't be read ({ $why })
doctor-free-database = look whether the disk is well and no other program holds the file

doctor-logins = logins
doctor-logins-readable = { $count ->
        [0] none yet
        [one] 1, readable
       *[other] { $count }, all readable
    }
doctor-logins-lost = { $lost } of { $count } can't be read, their key is missing
doctor-put-missing-keys = put the missing keys back, or let these people log in again

doctor-bot = bot
doctor-bot-none = none is running on { $folder }
doctor-bot-running = running
doctor-bot-part = { $part ->
        [polling] polling
       *[worker] worker
    }
doctor-bot-moved = { doctor-bot-part } moved { doctor-span } ago
doctor-bot-still = { doctor-bot-part } never moved
doctor-bot-restart = look into its log; a restart does no harm

doctor-work = work
doctor-work-none = no unfinished jobs
doctor-work-unknown = oldest unknown job { doctor-span }
doctor-work-unknown-long = an unknown job waits for its person to answer, or for the service
doctor-work-messages = { $count ->
        [one] 1 message
       *[other] { $count } messages
    } not handled
doctor-work-messages-long = messages wait too long: look into the bot's log
doctor-work-overdue = a job overdue for { doctor-span }
doctor-work-overdue-long = the worker does not keep up: look into the bot's log
doctor-work-login = { $count ->
        [one] 1 of them waits
       *[other] { $count } of them wait
    } for /login

doctor-clock = clock
doctor-clock-agrees = within { $seconds } s of the servers'
doctor-clock-ahead = { doctor-span } ahead of the servers'
doctor-clock-behind = { doctor-span } behind the servers'
doctor-clock-past = behind what was written here before
doctor-clock-plausible = plausible; no server could be asked
doctor-set-clock = set this machine's clock (NTP): signatures, TLS and waiting depend on it

doctor-telegram = telegram
doctor-token = bot token
doctor-token-none = TELEGRAM_BOT_TOKEN is not set
doctor-token-get = get one from @BotFather
doctor-token-untried = not tried ({ $why })
doctor-token-way = repair the way to Telegram
doctor-token-unknown = Telegram does not know it
doctor-token-again = take the token from @BotFather again: it was mistyped or revoked
doctor-token-name = @{ $name }
doctor-token-updates = { $count ->
        [one] 1 update waits
       *[other] { $count } updates wait
    } at Telegram
doctor-token-webhook = a webhook is set, which a start takes away

doctor-site-own = site (JIMENG_API_URL)
doctor-site-jimeng = site Jimeng
doctor-site-dreamina = site Dreamina { $regions }
doctor-answers = { $host } answers ({ $status })
doctor-through = through { $setting }
doctor-hop = { $hop ->
        [dns] DNS
        [tcp] TCP
        [proxy_dns] DNS of the proxy
        [proxy_tcp] TCP of the proxy
        [proxy] proxy
        [behind_proxy] behind the proxy
        [tls] TLS
       *[http] HTTP
    }
doctor-far-words = { doctor-hop }: { $host }: { $why }
doctor-no-name = { doctor-hop }: no answer for { $host }
doctor-no-answer = { doctor-hop }: { $host } does not answer
doctor-no-way = { doctor-hop }: it does not lead to { $host } ({ $why })
doctor-no-connection = { doctor-hop }: { $host } can't be connected to
doctor-no-answer-in = { doctor-hop }: { $host } gave no answer in { $seconds } s
doctor-odd-answer = { doctor-hop }: { $host } gave no proper answer ({ $why })
doctor-check-proxy = check { $setting }: its host, port, user and password, and that it is up
doctor-check-name = check the name and this machine's resolver
doctor-check-certificate = something between here and there shows another certificate, or the clock is wrong
doctor-check-route = a firewall, or no route: a { $setting } may lead around it
doctor-try-later = try again later, or from another network
