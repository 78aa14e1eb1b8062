<#-- Sentences that mails and Slack messages share, in English. They are plain text: each file escapes them for its medium. -->
<#function who name id><#return name?has_content?then(name + " (" + id + ")", id)></#function>
<#-- Of bounded length, with the ID even where the name is long: two groups may have one name. -->
<#function brief name id><#return name?has_content?then(short(name, 32) + " (" + short(id, 32) + ")", short(id, 64))></#function>
<#function group><#return who(groupName, groupID)></#function>
<#function newOwner><#return who(newOwnerName, newOwnerUserID)></#function>
<#function oldOwner><#return who(oldOwnerName, oldOwnerUserID)></#function>
<#function members><#return (groupMembers??)?then("" + groupMembers + (groupMembers == 1)?then(" member", " members"), "")></#function>
<#function when><#return time("d MMMM uuuu, HH:mm:ss") + " " + zone></#function>
<#function testing><#return "This only shows what a message looks like: no group has changed hands."></#function>
<#function contradiction><#return "OpenIM contradicts this transfer"></#function>
<#function found>
  <#switch finding>
    <#case "other-owner"><#return "OpenIM says that the owner is " + owners?join(", ") + "."><#break>
    <#case "several-owners"><#return "OpenIM says that the group has several owners: " + owners?join(", ") + "."><#break>
    <#case "no-owner"><#return "OpenIM says that nobody owns the group."><#break>
    <#case "dismissed"><#return "OpenIM says that the group has been dismissed."><#break>
    <#case "no-such-group"><#return "OpenIM knows no such group."><#break>
    <#default><#return "">
  </#switch>
</#function>
<#function checked>
  <#switch outcome>
    <#case "confirmed"><#return "Confirmed by OpenIM."><#break>
    <#case "contradicted"><#return "Contradicted by OpenIM: see above."><#break>
    <#default><#return "Not checked with OpenIM.">
  </#switch>
</#function>
<#function why>
  <#switch because>
    <#case "new-owner"><#return "You get this because the group is yours now."><#break>
    <#case "old-owner"><#return "You get this because the group was yours."><#break>
    <#case "administrator"><#return "You get this because you are an owner or administrator of the group."><#break>
    <#case "group"><#return "You get this because you are told about every transfer of this group."><#break>
    <#case "contradicted"><#return "You get this because you are told about transfers that OpenIM contradicts."><#break>
    <#default><#return "You get this because Handover was set up to tell you when a group changes hands.">
  </#switch>
</#function>
<#function unmeant>
  <#return "If this was not meant, the new owner can hand the group back in its settings; otherwise ask " + contact?has_content?then(contact, "an administrator of your OpenIM") + ".">
</#function>
<#function sender><#return "Sent automatically by Handover."></#function>
<#function has><#return (outcome == "contradicted")?then("is said to have", "has")></#function>
<#function mark><#return test?then("[Test] ", "") + (outcome == "contradicted")?then("🔴 Contradicted: ", "")></#function>
<#-- For messages whose markup a file of routes brings: f makes a text safe for it, such as plain or code. -->
<#function headline f><#return mark() + "Group " + f(brief(groupName, groupID)) + " " + has() + " a new owner: " + f(brief(newOwnerName, newOwnerUserID))></#function>
<#function colon><#return ": "></#function>
<#function details f>
  <#local lines = []>
  <#if outcome == "contradicted"><#local lines += [["Contradiction", f(found())]]></#if>
  <#return lines + [["New owner", f(newOwner())], ["Previous owner", f(oldOwner())], ["Group", f(group())], ["When", when()], ["Checked", checked()], ["Event", id]]>
</#function>
