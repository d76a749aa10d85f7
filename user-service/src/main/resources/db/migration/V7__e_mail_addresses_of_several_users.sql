-- Several users may have one address: a refusal would tell whoever asks that it is known here.
drop index users_email_key;
