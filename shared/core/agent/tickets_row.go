package agent

import (
	"strconv"
	"strings"

	"deskside/shared/core/conversation"
	"deskside/shared/helpdesk"
)

// rowKey identifies a ticket among all accounts.
func rowKey(account string, id int64) string { return account + "/" + strconv.FormatInt(id, 10) }

// drawRow draws a ticket as a row; now is Unix seconds. Without a directory
// nobody knows what a group or a channel is called.
func drawRow(r *conversation.Reader, t *helpdesk.Ticket, d *helpdesk.Directory, now int64) Row {
	row := Row{
		Key:     rowKey(t.Account, t.ID),
		Account: t.Account, System: t.System, ID: t.ID, Type: t.Type, Subject: strings.TrimSpace(t.Subject),
		Client: t.Client.Name, Assignee: t.Assignee.Name, AssigneeID: t.Assignee.ID, Status: t.Status, Priority: t.Priority, Urgency: t.Priority.Urgency(), Votes: t.Votes,
		Place: place(t, d), Excerpt: r.Excerpt(t.Body), Tags: t.Tags, Updated: t.Updated, Bin: helpdesk.BinOf(t.Bin, t.Status), URL: conversation.Link(t.URL),
	}
	if row.Subject == "" {
		row.Subject = row.Excerpt
	}
	if t.Status.State.Active() {
		for _, s := range t.SLA {
			if row.Due == 0 || s.At < row.Due {
				row.Due = s.At
			}
		}
		row.Overdue = row.Due != 0 && row.Due < now
	}
	return row
}

// place is where a ticket lies within its helpdesk, by what people know it by:
// its group, else its category, community or channel.
func place(t *helpdesk.Ticket, d *helpdesk.Directory) string {
	if d == nil {
		return t.Category
	}
	if name := nameOf(t.Group, d.Groups); name != "" {
		return name
	}
	if t.Category != "" {
		return t.Category
	}
	if name := nameOf(t.Forum, d.Forums); name != "" {
		return name
	}
	return nameOf(t.Channel, d.Channels)
}

// nameOf is the name of a number, "" where it is not known.
func nameOf(id int64, entries []helpdesk.Entry) string {
	for i := range entries {
		if id != 0 && entries[i].ID == id {
			return entries[i].Name
		}
	}
	return ""
}
