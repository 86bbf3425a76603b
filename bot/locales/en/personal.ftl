# What is kept about a person: handed over, erased, explained.

command-mydata = everything stored about you
command-forget = erase everything about you
command-privacy = what is stored, and who can read it

data-privately = That is for the private chat. Nothing was sent or erased here.
data-jobs = · jobs with prompts, results and files: { $count }
data-accounts = · logins: { $count }
data-stars = · stars: { $count }
data-styles = · styles: { $count }
data-preferences = · settings: { $count }
data-rest = · other entries (language, lists, messages that carry results …): { $count }
data-none = · nothing

mydata-coming =
    <b>Everything stored about you</b> comes as a zip of JSON files, without the session ids of your logins. The pictures themselves: 📄 under each result, or /show.

forget-ask = <b>Erase everything about you?</b> This goes, for good, with the files on this server's disk:
forget-unfinished = Unfinished jobs: { $count }. None was sent, no credits are spent.
forget-unfinished-sent = Unfinished jobs: { $count }, of which { $sent } may run at Jimeng already: they end there without you, their credits may be spent, and their results are not fetched. You find them on the site.
forget-stays =
    <b>What stays:</b> the messages in our chats (delete those in Telegram), your history on the site, your login there (log out on the site to end it), what others made from your results, whether the operator lets you in and how much of your quota is used, a mark without your name that today's credits of your account were claimed or a model of it is paused (until that is over), the operator's logs (your Telegram id and job numbers, no prompts) and backups, including copies made before an update.
    No credits are spent by this.
forget-done = Everything about you is erased. If you write again, we start anew; /login links an account. No credits were spent.
forget-kept = Nothing was erased.
forget-ask-again = That question is not yours, or too old. Nothing was erased. /forget asks again.
button-forget-me = 🗑 Erase everything
button-keep-me = ✕ Keep it

privacy =
    <b>What is stored</b>
    Your Telegram id, language and settings; your logins; each request with its prompt, pictures' references, result and cost; stars, styles and lists you asked for. Incoming messages only until they are handled.
    <b>Where, and how long</b>
    In a database and a folder on this bot's server, until you erase it. Session ids and waiting messages are encrypted. Prompts and pictures go to Jimeng or Dreamina under your own login, and through Telegram.
    <b>Who can read it</b>
    You. The operator of this server, except that session ids need its key file. In groups everybody reads what is posted there, and sees what you put into /gallery. Nobody else, and nothing is sold or used for training here.
    <b>How to get rid of it</b>
    🗑 under a result erases that job. /logout erases logins. /forget erases everything. /mydata shows it first. Logs keep your Telegram id and job numbers, no prompts; backups, and copies made before an update, keep what was there until the operator deletes them.
