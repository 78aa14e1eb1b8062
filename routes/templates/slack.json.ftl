<#--
  The Slack message: what Slack's API takes (text and blocks). What you may write here: see email.txt.ftl.
  Every ${"$"}{…} is escaped for a JSON string by itself: put it between quotes and add nothing.

  Show IDs in rich_text elements or plain_text only: Slack reads no markup there. Where it does (a mrkdwn object, the
  top-level text, which is the notification), write slackText(…), or an ID could mention a whole channel.
  Slack refuses a header of more than 150 characters: hence short(…, 60).
-->
<#macro row label value>
        {"type": "text", "text": "${label}: ", "style": {"bold": true}},
        {"type": "text", "text": "${short(value, 800)}", "style": {"code": true}},
        {"type": "text", "text": "\n"},
</#macro>
{
  "text": "Group ${slackText(short(groupID, 64))} has a new owner: ${slackText(short(newOwnerUserID, 64))} (before: ${slackText(short(oldOwnerUserID, 64))})",
  "mrkdwn": false,
  "unfurl_links": false,
  "unfurl_media": false,
  "blocks": [
    {
      "type": "header",
      "text": {"type": "plain_text", "text": "Group ${short(groupID, 60)} has a new owner: ${short(newOwnerUserID, 60)}", "emoji": false}
    },
    {
      "type": "rich_text",
      "elements": [{"type": "rich_text_section", "elements": [
<@row "New owner" newOwnerUserID/>
<@row "Previous owner" oldOwnerUserID/>
<@row "Group" groupID/>
        {"type": "text", "text": "When: ", "style": {"bold": true}},
        {"type": "text", "text": "${when}"}
      ]}]
    },
    {
      "type": "context",
      "elements": [
        {"type": "plain_text", "text": "Event ${id}, ${whenISO}", "emoji": false}<#if operationID?has_content>,
        {"type": "plain_text", "text": "Operation ${short(operationID, 200)}", "emoji": false}</#if>
      ]
    }
  ]
}
