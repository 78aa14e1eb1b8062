<#-- The Slack message, in English. What you may write here: see email.en.txt.ftl and slack.layout.json.ftl. -->
<#import "slack.layout.json.ftl" as slack>
<#import "words.en.ftl" as words>
<@slack.message
    text=words.mark() + "Group " + slackText(words.brief(groupName, groupID)) + " has a new owner: " + slackText(words.brief(newOwnerName, newOwnerUserID)) + " (before: " + slackText(words.brief(oldOwnerName, oldOwnerUserID)) + ")"
    title=words.mark() + "Group " + short(groupName?has_content?then(groupName, groupID), 50) + " has a new owner: " + short(newOwnerName?has_content?then(newOwnerName, newOwnerUserID), 50)>
<@slack.fields>
<#if test>
<@slack.alarm title="Test" text=words.testing()/>
</#if>
<#if outcome == "contradicted">
<@slack.alarm title=words.contradiction() text=words.found()/>
</#if>
<@slack.who "New owner" newOwnerName newOwnerUserID/>
<@slack.who "Previous owner" oldOwnerName oldOwnerUserID/>
<@slack.who "Group" groupName groupID/>
<#if words.members()?has_content>
<@slack.field "Members" groupMembers/>
</#if>
<@slack.field "When" words.when()/>
<@slack.last "Checked" words.checked()/>
</@slack.fields>
<#assign lines = [words.unmeant(), words.why(), "Event " + id + ", " + whenISO]>
<#if operationID?has_content><#assign lines += ["Operation " + operationID]></#if>
<@slack.context lines/>
</@slack.message>
