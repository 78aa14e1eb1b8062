<#-- The mail's subject: one line. What you may write here: see email.en.txt.ftl. short(text, n) cuts to n characters. -->
<#import "words.en.ftl" as words>
<#if test>[Test] </#if><#if outcome == "contradicted">Contradicted: </#if>Group ${words.brief(groupName, groupID)} has a new owner: ${words.brief(newOwnerName, newOwnerUserID)}
