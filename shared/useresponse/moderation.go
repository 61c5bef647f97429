package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
	"deskside/shared/helpdesk"
)

// review is what a state says of moderation, "" for nothing. Objects have a state; that of
// comments is assumed to be told as theirs.
func review(state jsontext.Value) helpdesk.Review {
	name := loose.String(state.Get("name"))
	switch {
	case Moderated(name):
		return helpdesk.Held
	case name == "declined":
		return helpdesk.Declined
	}
	return ""
}

// ApproveComment publishes a comment that waits for moderation.
//
// API reference 7.0: Moderation, Approve comment.
func (c Client) ApproveComment(id int64) api.Call[Comment] {
	return call(c, &opApproveComment, &input{id: id}, one(comment))
}

// DeclineComment hides a comment that waits for moderation. reason may be empty.
//
// API reference 7.0: Moderation, Decline comment.
func (c Client) DeclineComment(id int64, reason string) api.Call[Comment] {
	return call(c, &opDeclineComment, declined(id, reason), one(comment))
}

// ApproveTopic publishes an object that waits for moderation.
//
// API reference 7.0: Moderation, Approve topic.
func (c Client) ApproveTopic(id int64) api.Call[Object] {
	return call(c, &opApproveTopic, &input{id: id}, one(object))
}

// DeclineTopic hides an object that waits for moderation. reason may be empty.
//
// API reference 7.0: Moderation, Decline topic.
func (c Client) DeclineTopic(id int64, reason string) api.Call[Object] {
	return call(c, &opDeclineTopic, declined(id, reason), one(object))
}

func declined(id int64, reason string) *input {
	return &input{id: id, body: new(strict.Object).Some("reason", reason)}
}
