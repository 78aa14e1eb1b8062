<#-- The mail's subject: one line. What you may write here: see email.txt.ftl. short(text, n) cuts to n characters. -->
Group ${short(groupID, 64)} has a new owner: ${short(newOwnerUserID, 64)}
