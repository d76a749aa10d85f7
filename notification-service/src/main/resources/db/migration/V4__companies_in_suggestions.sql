-- The company of an employer who went before this release: from now on it goes from what was suggested as it goes from the jobs.
update mails m
set details = m.details || '{"companyName": ""}', text_body = null, html_body = null
from jobs j join recipients r on r.user_id = j.employer_id and r.is_gone
where m.kind = 'JOB_SUGGESTED' and m.about_id = j.job_id and coalesce(m.details ->> 'companyName', '') <> '';
