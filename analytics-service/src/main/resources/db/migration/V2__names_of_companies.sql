-- The name of the company that posted a job is personal since JobCreated v3, and goes with its employer, who caused the event.
update trail
set subject = caused_by,
    fields = (fields::jsonb - 'companyName')::json,
    personal = case when not exists (select from departed_users where user_id = caused_by)
                    then json_build_object('companyName', fields -> 'companyName') end,
    is_erased = exists (select from departed_users where user_id = caused_by)
where aggregate = 'JOB' and event = 'JobCreated' and fields -> 'companyName' is not null;
