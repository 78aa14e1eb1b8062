<#-- 邮件主题，一行。可用内容见 email.en.txt.ftl。 -->
<#import "words.zh.ftl" as words>
<#if test>【测试】</#if><#if outcome == "contradicted">【存疑】</#if>群组“${words.brief(groupName, groupID)}”已更换群主：${words.brief(newOwnerName, newOwnerUserID)}
