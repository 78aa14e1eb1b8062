<#--
  The mail as plain text. For integration teams: edit it, the next mail has it; no restart.
  A copy in <routes folder>/templates/ wins over the built-in file of that name.

  There are: id, groupID, newOwnerUserID, oldOwnerUserID, operationID (may be empty), when (for people),
  whenISO and acceptedAt (for machines; in your zone and in UTC), short(text, n).
  All are safe to show: line breaks and invisible characters in an ID come written out, as \n or \u202e.
-->
The group ${groupID} has a new owner.

New owner:       ${newOwnerUserID}
Previous owner:  ${oldOwnerUserID}
Group:           ${groupID}
When:            ${when}

--${" "}
Event ${id}
<#if operationID?has_content>
Operation ${operationID}
</#if>
Sent automatically by Handover, which tells you when an OpenIM group changes hands.
