// Package customers is the registry of those who serve customers: the kind of
// helpdesk that the widget speaks to, and that an edge speaks and stands before.
// It stands apart from that of agents so that a widget links no other client.
package customers

import (
	"deskside/shared/helpdesk"
	"deskside/shared/useresponse/portal"
)

// Feedback is what customers' faces link.
func Feedback() helpdesk.Feedback { return portal.Feedback{} }
