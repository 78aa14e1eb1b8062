<#-- 邮件与 Slack 消息共用的中文语句。均为纯文本，由各文件按其媒介转义。说明见 email.en.txt.ftl。 -->
<#function who name id><#return name?has_content?then(name + "（" + id + "）", id)></#function>
<#function brief name id><#return name?has_content?then(short(name, 32) + "（" + short(id, 32) + "）", short(id, 64))></#function>
<#function group><#return who(groupName, groupID)></#function>
<#function newOwner><#return who(newOwnerName, newOwnerUserID)></#function>
<#function oldOwner><#return who(oldOwnerName, oldOwnerUserID)></#function>
<#function members><#return (groupMembers??)?then("" + groupMembers + " 名成员", "")></#function>
<#function when><#return time("uuuu年M月d日 HH:mm:ss") + " " + zone></#function>
<#function testing><#return "这是一条测试消息，仅用于展示样式，没有任何群组更换群主。"></#function>
<#function contradiction><#return "与 OpenIM 的数据不符"></#function>
<#function found>
  <#switch finding>
    <#case "other-owner"><#return "OpenIM 显示该群的群主是 " + owners?join("、") + "。"><#break>
    <#case "several-owners"><#return "OpenIM 显示该群有多位群主：" + owners?join("、") + "。"><#break>
    <#case "no-owner"><#return "OpenIM 显示该群没有群主。"><#break>
    <#case "dismissed"><#return "OpenIM 显示该群已解散。"><#break>
    <#case "no-such-group"><#return "OpenIM 中没有这个群。"><#break>
    <#default><#return "">
  </#switch>
</#function>
<#function checked>
  <#switch outcome>
    <#case "confirmed"><#return "已核实，与 OpenIM 的数据一致。"><#break>
    <#case "contradicted"><#return "与 OpenIM 的数据不符，详见上文。"><#break>
    <#default><#return "未向 OpenIM 核实。">
  </#switch>
</#function>
<#function why>
  <#switch because>
    <#case "new-owner"><#return "您收到此消息，是因为您现在是该群的群主。"><#break>
    <#case "old-owner"><#return "您收到此消息，是因为您曾是该群的群主。"><#break>
    <#case "administrator"><#return "您收到此消息，是因为您是该群的群主或管理员。"><#break>
    <#case "group"><#return "您收到此消息，是因为该群每次更换群主都会通知您。"><#break>
    <#case "contradicted"><#return "您收到此消息，是因为凡与 OpenIM 数据不符的群主变更都会通知您。"><#break>
    <#default><#return "您收到此消息，是因为 Handover 已设置为在群组更换群主时通知您。">
  </#switch>
</#function>
<#function unmeant>
  <#return "如果这次变更并非本意，新群主可以在群设置中将群转回；否则请联系" + contact?has_content?then(" " + contact, "您的 OpenIM 管理员") + "。">
</#function>
<#function sender><#return "由 Handover 自动发送。"></#function>
<#function has><#return (outcome == "contradicted")?then("据称", "")></#function>
<#function mark><#return test?then("【测试】", "") + (outcome == "contradicted")?then("🔴【存疑】", "")></#function>
<#-- For messages whose markup a file of routes brings: f makes a text safe for it, such as plain or code. -->
<#function headline f><#return mark() + "群组“" + f(brief(groupName, groupID)) + "”" + has() + "已更换群主：" + f(brief(newOwnerName, newOwnerUserID))></#function>
<#function colon><#return "："></#function>
<#function details f>
  <#local lines = []>
  <#if outcome == "contradicted"><#local lines += [["疑点", f(found())]]></#if>
  <#return lines + [["新群主", f(newOwner())], ["原群主", f(oldOwner())], ["群组", f(group())], ["时间", when()], ["核实", checked()], ["事件", id]]>
</#function>
