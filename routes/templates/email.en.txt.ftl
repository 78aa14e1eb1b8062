<#--
  The mail as plain text, in English. For integration teams: edit it, and the next mail has it; no restart. A copy in
  <routes folder>/templates/ wins over the built-in file of that name. An edit that does not render is refused, and said
  so in the log and in health. Another language is a set of files like those in English, with its own code in their names.

  There are: id, groupID, newOwnerUserID, oldOwnerUserID, operationID (may be empty);
  groupName, newOwnerName, oldOwnerName (empty when OpenIM was not asked), groupMembers (a number, may be missing),
  groupPicture (a url, mostly empty); outcome (confirmed, contradicted, not-checked), finding (what contradicts: other-owner,
  several-owners, no-owner, dismissed, no-such-group), owners (who owns the group now, five at most);
  time("d MMMM uuuu") and zone (in the reader's zone), whenISO and acceptedAt (for machines; in that zone and in UTC);
  because (why the reader gets it: new-owner, old-owner, administrator, group, contradicted, or empty), test (a test message?),
  contact (a setting), short(text, n), shortBytes(text, n) (at most n bytes of UTF-8), slackText(text),
  plain(text) (the text as it is), code(text) (between backticks, for Markdown).
  All are safe to show: line breaks and invisible characters in an ID or a name come written out, as \n or \u202e.
-->
<#import "words.en.ftl" as words>
<#if test>
[Test] ${words.testing()}

</#if>
<#if outcome == "contradicted">
!! ${words.contradiction()}.
!! ${words.found()}

</#if>
The group ${words.group()} ${words.has()} a new owner.

New owner:       ${words.newOwner()}
Previous owner:  ${words.oldOwner()}
Group:           ${words.group()}<#if words.members()?has_content>, ${words.members()}</#if>
When:            ${words.when()}
Checked:         ${words.checked()}

${words.unmeant()}

--${" "}
${words.why()}
Event ${id}
<#if operationID?has_content>
Operation ${operationID}
</#if>
${words.sender()}
