<#--
  What all Slack messages share, in whatever language: what Slack's API takes (text and blocks). Words belong into
  slack.<language>.json.ftl. Every ${"$"}{…} is escaped for a JSON string by itself: put it between quotes and add nothing.

  Show IDs and names in rich_text elements or plain_text only: Slack reads no markup there. Where it does (a mrkdwn object,
  the top-level text, which is the notification), write slackText(…), or a name could mention a whole channel.
  Slack refuses a header of more than 150 characters: hence short(…, 150).
-->
<#macro message text title>
{
  "text": "${text}",
  "mrkdwn": false,
  "unfurl_links": false,
  "unfurl_media": false,
  "blocks": [
    {
      "type": "header",
      "text": {"type": "plain_text", "text": "${short(title, 150)}", "emoji": false}
    },
<#nested>
  ]
}
</#macro>
<#macro fields>
    {
      "type": "rich_text",
      "elements": [{"type": "rich_text_section", "elements": [
<#nested>
      ]}]
    },
</#macro>
<#macro alarm title text>
        {"type": "text", "text": "${title}: ", "style": {"bold": true}},
        {"type": "text", "text": "${short(text, 600)}"},
        {"type": "text", "text": "\n"},
</#macro>
<#macro who label name id>
        {"type": "text", "text": "${label}: ", "style": {"bold": true}},
<#if name?has_content>
        {"type": "text", "text": "${name} "},
</#if>
        {"type": "text", "text": "${short(id, 500)}", "style": {"code": true}},
        {"type": "text", "text": "\n"},
</#macro>
<#macro field label value>
        {"type": "text", "text": "${label}: ", "style": {"bold": true}},
        {"type": "text", "text": "${value}"},
        {"type": "text", "text": "\n"},
</#macro>
<#macro last label value>
        {"type": "text", "text": "${label}: ", "style": {"bold": true}},
        {"type": "text", "text": "${value}"}
</#macro>
<#macro context lines>
    {
      "type": "context",
      "elements": [
<#list lines as line>
        {"type": "plain_text", "text": "${short(line, 400)}", "emoji": false}<#sep>,</#sep>
</#list>
      ]
    }
</#macro>
