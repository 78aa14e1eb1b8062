<#-- 纯文本邮件。可用内容见 email.en.txt.ftl。 -->
<#import "words.zh.ftl" as words>
<#if test>
【测试】${words.testing()}

</#if>
<#if outcome == "contradicted">
！！${words.contradiction()}。
！！${words.found()}

</#if>
群组“${words.group()}”${words.has()}已更换群主。

新群主：  ${words.newOwner()}
原群主：  ${words.oldOwner()}
群组：    ${words.group()}<#if words.members()?has_content>，${words.members()}</#if>
时间：    ${words.when()}
核实：    ${words.checked()}

${words.unmeant()}

--${" "}
${words.why()}
事件 ${id}
<#if operationID?has_content>
操作 ${operationID}
</#if>
${words.sender()}
