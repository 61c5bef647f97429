package agent

import (
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// Shown is what people see of a property: as a helpdesk told it at a time in
// Unix milliseconds, with what the outbox holds or has sent since. differs says
// that it is not what the helpdesk told.
func Shown(o *outbox.Outbox, lane string, p helpdesk.Property, told string, readAt int64) (value string, differs bool) {
	value = told
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Lane != lane || PropertyOf(e) != p {
			continue
		}
		switch e.State {
		case outbox.Waiting, outbox.Sending:
			value = result(p, e.Have, e.Want, value)
		case outbox.Sent:
			// What was read before it was sent does not know of it.
			if e.Settled > readAt {
				value = e.Have
			}
		}
		// One that needs somebody or was taken back counts for nothing.
	}
	return value, value != told
}

// Touched lists the properties of a ticket that an outbox says something about.
func Touched(o *outbox.Outbox, lane string) (out []helpdesk.Property) {
	for i := range o.Entries {
		if e := &o.Entries[i]; e.Lane == lane && e.Kind == Kind && e.State != outbox.TakenBack {
			out = append(out, PropertyOf(e))
		}
	}
	return out
}
