package agent

import (
	"slices"
	"strings"

	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

//go:generate go run deskside/build/codec -file reply.go -o reply_gen.go

// Reply is a message to a ticket: what it was written upon.
type Reply struct {
	Account string          `msg:"account"`
	System  helpdesk.System `msg:"system"`
	Ticket  int64           `msg:"ticket"`
	// Subject is what people know the ticket by.
	Subject string `msg:"subject"`
	// Source is BBCode; Private messages are read by agents alone.
	Source  string `msg:"source"`
	Private bool   `msg:"private"`
	// Signature is BBCode that stands below what the client reads.
	Signature string `msg:"signature"`
	// CC and BCC are e-mail addresses that get a copy.
	CC  []string `msg:"cc"`
	BCC []string `msg:"bcc"`
	// Files go along with it, in their order.
	Files []Enclosed `msg:"files"`
	// Talk is the conversation that was seen.
	Talk Talk `msg:"talk"`
}

// Enclosed is a file that goes along with a message. What is in it is kept
// beside the outbox.
type Enclosed struct {
	// ID is what it is kept under.
	ID   string `msg:"id"`
	Name string `msg:"name"`
	Size int64  `msg:"size"`
}

// FileRoom is how many bytes the files of one message may have together. No
// reference says a limit; a message with its files is one request, which is
// written as a whole.
const FileRoom = 20_000_000

// Whole is what is sent of what was written, with the signature below it.
func Whole(source, signature string, private bool) string {
	if private || strings.TrimSpace(signature) == "" {
		return source
	}
	return strings.TrimRight(source, "\n ") + "\n\n" + signature
}

// Whole is what is sent of a message, as BBCode.
func (r *Reply) Whole() string { return Whole(r.Source, r.Signature, r.Private) }

// SentReply is a message that is in a conversation, for as long as nobody has
// read that anew.
type SentReply struct {
	Own   Own   `msg:"own"`
	Reply Reply `msg:"reply"`
}

// ReplyKind is the kind of an outbox's entry that is a message.
const ReplyKind = "reply"

// Arrived is what a message is to be: part of the conversation.
const Arrived = "arrived"

// Wish is the message as an outbox takes it. No helpdesk takes a key, so that it
// is as a toggle: after a lost answer the conversation is looked at before it is
// sent again.
func (r *Reply) Wish(key string) (outbox.Wish, error) {
	from, err := r.MarshalMsg(nil)
	lane := Lane(r.Account, r.Ticket)
	return outbox.Wish{
		Key: key, Lane: lane, Kind: ReplyKind, Way: outbox.Toggle, Subject: lane + "/" + ReplyKind + "/" + key,
		Want: Arrived, Known: true, From: from, Hold: Hold,
	}, err
}

// ReplyOf is what an entry was written as, sent or not.
func ReplyOf(e *outbox.Entry) (r Reply, err error) {
	if e.State == outbox.Sent {
		var sent SentReply
		_, err = sent.UnmarshalMsg(e.Result)
		return sent.Reply, err
	}
	_, err = r.UnmarshalMsg(e.From)
	return r, err
}

// Own is what an agent's own messages have left of a ticket.
type Own struct {
	// Messages are their numbers.
	Messages []int64 `msg:"messages"`
	// Status is that of the ticket after the last of them: helpdesks change one
	// that is answered.
	Status string `msg:"status"`
}

// OwnOf gathers what messages that were sent from an outbox have left of a ticket;
// of a new one, which others were created.
func OwnOf(o *outbox.Outbox, lane string) (own Own) {
	if strings.HasPrefix(lane, creationLane) {
		return Own{Messages: madeBy(o)}
	}
	for i := range o.Entries {
		e := &o.Entries[i]
		if e.Lane != lane || e.Kind != ReplyKind || e.State != outbox.Sent {
			continue
		}
		if left := LeftBy(e); len(left.Messages) > 0 {
			own.Messages = append(own.Messages, left.Messages...)
			own.Status = left.Status
		}
	}
	return own
}

// LeftBy is what a message that was sent has left of its ticket.
func LeftBy(e *outbox.Entry) Own {
	var sent SentReply
	if e.State != outbox.Sent {
		return Own{}
	}
	// What cannot be read is as if it had left nothing that is known.
	if _, err := sent.UnmarshalMsg(e.Result); err != nil {
		return Own{}
	}
	return sent.Own
}

// Find looks for a message in a conversation in which nobody knows whether it
// arrived: one that came after those that were seen, says the same, and is none
// of those that are known. body is what was sent, text gives what content says.
func (r *Reply) Find(body helpdesk.Markup, own []int64, text func(helpdesk.Markup) string, comments ...[]helpdesk.Comment) int64 {
	wanted := text(body)
	for _, part := range comments {
		for i := range part {
			c := &part[i]
			if c.ID > r.Talk.Newest && c.Private == r.Private && c.Side != helpdesk.ClientSide && !slices.Contains(own, c.ID) && text(c.Body) == wanted {
				return c.ID
			}
		}
	}
	return 0
}

// Unseen counts the messages that came after those that were seen.
func (t Talk) Unseen(own []int64, comments ...[]helpdesk.Comment) (n int64) {
	for _, part := range comments {
		for i := range part {
			if t.Read && part[i].ID > t.Newest && !slices.Contains(own, part[i].ID) {
				n++
			}
		}
	}
	return n
}
