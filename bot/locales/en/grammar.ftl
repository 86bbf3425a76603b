# What came of the words after a command. Refusals first: what happened, nothing was spent, what to
# do. Then the notes of the receipt: how the words were read where that may surprise.

grammar-prompt-empty = There is nothing to draw yet. Nothing was spent. Write what you want to see after the command.
grammar-prompt-empty-edit = I have your picture, but no words. Nothing was spent. Write what should change after the command.
grammar-prompt-marks = “{ $prompt }” is only punctuation. Nothing was sent, nothing was spent. What do you want to see? Write it in words.

grammar-flag-unknown = I don't know <code>{ $flag }</code>. Did you mean <code>{ $suggestion }</code>? Nothing was sent, nothing was spent. Change it, or put quotation marks around it if it belongs to the text.
grammar-flag-unmatched = I don't know <code>{ $flag }</code>. Nothing was sent, nothing was spent. Leave it out, or put quotation marks around it if it belongs to the text.
grammar-flag-letter = <code>{ $flag }</code> means different things in different bots. Did you mean <code>{ $suggestion }</code>? Nothing was sent, nothing was spent. The short ones here are <code>-r -m -u -x -n</code>.
grammar-flag-foreign = Jimeng has no <code>{ $flag }</code>. Nothing was sent, nothing was spent. Send it again without.
grammar-flag-for-video = <code>{ $flag }</code> is for videos. Nothing was spent. Use /video, or leave it out.
grammar-flag-for-image = <code>{ $flag }</code> is for pictures. Nothing was spent. Use /image, or leave it out.
grammar-flag-not-yet = I understand <code>{ $flag }</code>, but can't do it yet. Nothing was spent. Send it again without.
grammar-value-missing = <code>{ $flag }</code> needs a value after it. Nothing was spent. Add one, or leave it out.
grammar-value-unwanted = <code>{ $flag }</code> takes no value, and “{ $value }” was given. Nothing was spent. Leave the value out.

grammar-model-ambiguous = “{ $value }” can mean several models. Nothing was spent. Choose one: { $candidates }
grammar-model-unknown = I don't know the model “{ $value }”. Did you mean <code>{ $suggestion }</code>? Nothing was spent. Possible: { $allowed }
grammar-model-unmatched = I don't know the model “{ $value }”. Nothing was spent. Possible: { $allowed }
grammar-model-for-video = “{ $value }” makes videos. Nothing was spent. Use /video, or a model for pictures: { $allowed }
grammar-model-for-image = “{ $value }” makes pictures. Nothing was spent. Use /image, or a model for videos: { $allowed }

grammar-ratio-unknown = There is no ratio { $value }. The nearest is <code>{ $suggestion }</code>. Nothing was spent. Possible: { $allowed }
grammar-ratio-unreadable = I can't read “{ $value }” as a ratio. Nothing was spent. Possible: { $allowed }, or a size such as 1024x768.
grammar-res-unknown = { $model } doesn't do “{ $value }”. Nothing was spent. Possible: { $allowed }{ $others ->
        [none] { "" }
       *[other] . These do it: { $others }
    }
grammar-dur-unknown = { $model } doesn't do a length of “{ $value }”. Nothing was spent. Possible, in seconds: { $allowed }{ $others ->
        [none] { "" }
       *[other] . These do it: { $others }
    }
grammar-dur-unreadable = I can't read “{ $value }” as a length. Nothing was spent. Write seconds, such as <code>{ $flag } 5</code>.
grammar-count-range = “{ $value }” is not a number of results. Nothing was spent. Possible: 1 to { $most }. { $kind ->
        [video] { $model } makes one video at a time.
       *[image] { $model } always makes { $makes ->
            [one] 1 picture
           *[other] { $makes } pictures
        }.
    }
grammar-strength-range = “{ $value }” is not a strength. Nothing was spent. Possible: 0 to 1, or 0 to 100.
grammar-seed-range = “{ $value }” is not a seed. Nothing was spent. Possible: whole numbers from 0 to { NUMBER($most, useGrouping: 0) }, or random.
grammar-seed-with-pictures = With pictures Jimeng takes no seed. Nothing was spent. Leave <code>{ $flag }</code> out.
grammar-no-negative = { $model } has no negative prompt. Nothing was spent. Say it in the text, or leave <code>{ $flag }</code> out.{ $others ->
        [none] { "" }
       *[other] { " " }These have one: { $others }
    }
grammar-max-range = “{ $value }” is not an amount of credits. Nothing was spent. Write a whole number after <code>{ $flag }</code>.

grammar-picture-zero = { $name }: pictures are numbered from 1, and { $pictures ->
        [one] there is 1
       *[other] there are { $pictures }
    }. Nothing was spent. Which one do you mean?
grammar-picture-missing = { $name }: there is no such picture, { $pictures ->
        [one] only 1 came
       *[other] only { $pictures } came
    }. Nothing was spent. Correct the number, or send the picture too.
grammar-picture-absent = <code>{ $flag }</code> speaks of a picture, but none came along. Nothing was spent. Send it together with the words.
grammar-picture-single = <code>{ $flag }</code> takes one picture. Nothing was spent. Name one number.
grammar-picture-unreadable = I can't read “{ $value }” as picture numbers. Nothing was spent. Write for example <code>{ $flag } 1</code>.
grammar-pictures-none = { $model } takes no pictures. Nothing was spent. { $others ->
        [none] No model takes as many; send fewer.
       *[other] These do: { $others }
    }
grammar-pictures-many = { $model } takes at most { $most ->
        [one] 1 picture
       *[other] { $most } pictures
    }, and { $pictures } came. Nothing was spent. { $others ->
        [none] No model takes as many; send fewer.
       *[other] These take as many: { $others }
    }

grammar-link-insecure = Only addresses with https:// are fetched. Nothing was spent. Correct the address after <code>{ $flag }</code>, or send the picture.
grammar-roles-mixed = Frames and references can't go into one video. Nothing was spent. Leave out <code>--ref</code>, or <code>--first</code> and <code>--last</code>.
grammar-references-many = { $model } takes { $most ->
        [0] no references
        [one] at most 1 reference
       *[other] at most { $most } references
    }, and { $pictures } came. Nothing was spent. { $others ->
        [none] No model takes as many; send fewer.
       *[other] These take as many: { $others }
    }

grammar-flag-twice = <code>{ $flag }</code> was given twice: { $used } counts, { $dropped } doesn't.
grammar-flag-middle = Read as settings, not as text: <code>{ $flags }</code>
grammar-flags-end = <code>--</code> ends the settings: all that follows it is text.
grammar-did-you-mean = “{ $typed }” stays text. Did you mean <code>{ $suggestion }</code>?
grammar-ratio-nearest = { $asked }: the nearest ratio is { $used }.
grammar-ratio-auto = { $model } doesn't choose the ratio by itself: { $used } is used.
grammar-hd = <code>--hd</code> is { $used } here.
grammar-model-decides = { $model } may decide <code>{ $flag }</code> by itself.
grammar-model-by-number = { $typed } is the number of { $model } in /models.
grammar-model-new = { $model } is new here: its limits are the service's.
grammar-count-fixed = { $model } always makes { $made } pictures, not { $asked }. You get all of them.
grammar-count-by-words = “{ $word }”: { $model } decides by the words how many it makes, and the price goes with the number.
grammar-count-video = { $model } makes one video at a time, not { $asked }.
grammar-picture-unused = Not used: picture { $numbers }
grammar-hint-used = { $value } (from “{ $word }”)
grammar-hint-ignored = “{ $word }” is ignored, since <code>{ $flag }</code> says { $value }.
grammar-hint-conflict = “{ $word }” don't agree, so { $value } is used. <code>{ $flag }</code> decides it.
grammar-hint-unfit = { $model } doesn't do “{ $word }”. It stays text.
grammar-usual-unfit = { $model } has no { $wish } (your setting); { $used } is used.
grammar-usual-model-gone = Your model { $wish } isn't offered for this account now; { $used } is used.
grammar-strength-usual = Strength { $strength }, which is the usual one.
grammar-picture-named = “{ $name }” is named, but no picture came, so it stays text. To use one, send it together with the words.
