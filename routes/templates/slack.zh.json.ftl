<#-- 中文 Slack 消息。可用内容见 email.en.txt.ftl 与 slack.layout.json.ftl。 -->
<#import "slack.layout.json.ftl" as slack>
<#import "words.zh.ftl" as words>
<@slack.message
    text=words.mark() + "群组“" + slackText(words.brief(groupName, groupID)) + "”已更换群主：" + slackText(words.brief(newOwnerName, newOwnerUserID)) + "（原群主：" + slackText(words.brief(oldOwnerName, oldOwnerUserID)) + "）"
    title=words.mark() + "群组“" + short(groupName?has_content?then(groupName, groupID), 50) + "”已更换群主：" + short(newOwnerName?has_content?then(newOwnerName, newOwnerUserID), 50)>
<@slack.fields>
<#if test>
<@slack.alarm title="测试" text=words.testing()/>
</#if>
<#if outcome == "contradicted">
<@slack.alarm title=words.contradiction() text=words.found()/>
</#if>
<@slack.who "新群主" newOwnerName newOwnerUserID/>
<@slack.who "原群主" oldOwnerName oldOwnerUserID/>
<@slack.who "群组" groupName groupID/>
<#if words.members()?has_content>
<@slack.field "成员数" groupMembers/>
</#if>
<@slack.field "时间" words.when()/>
<@slack.last "核实" words.checked()/>
</@slack.fields>
<#assign lines = [words.unmeant(), words.why(), "事件 " + id + ", " + whenISO]>
<#if operationID?has_content><#assign lines += ["操作 " + operationID]></#if>
<@slack.context lines/>
</@slack.message>
