package core

import (
	"slices"
	"time"

	"deskside/shared/api"
)

// Exchange is one step of an operation that asks helpdesks.
type Exchange struct {
	in     *Input
	say    Speech
	now    time.Time
	run    run
	send   []Sending
	lanes  int
	limits []*accountLimit
}

// accountLimit is the limit of an account as a step finds and leaves it.
type accountLimit struct {
	account string
	limit   api.Limit
}

// errWaiting is the error of a request without an answer. A step that has met
// it ends with the requests to send, whatever else it comes to.
var errWaiting = &api.Error{Kind: api.Unavailable, Detail: "no answer yet"}

func resume(in *Input, say Speech) (*Exchange, error) {
	x := &Exchange{in: in, say: say, now: time.UnixMilli(in.Now)}
	if len(in.Run) == 0 {
		x.run.Began = in.Now
		return x, nil
	}
	_, err := x.run.UnmarshalMsg(in.Run)
	return x, err
}

// Held gives what the host holds under a number: see Input.Held.
func (x *Exchange) Held(number uint32) []byte { return x.in.Held(number) }

// Now is the time of the step.
func (x *Exchange) Now() time.Time { return x.now }

// Began is the time of the run's first step: what was read is not older.
func (x *Exchange) Began() time.Time { return time.UnixMilli(x.run.Began) }

// Failure is an error as hosts get it, for an operation whose result holds what
// did not work beside what did.
func (x *Exchange) Failure(err error) *Failure { return failureOf(err, x.say) }

// Waiting reports whether the step has requests to send. What an operation makes
// of the answers so far is thrown away then, so that it may stop.
func (x *Exchange) Waiting() bool { return len(x.send) > 0 }

// outcome ends a step that has requests to send.
func (x *Exchange) outcome() Outcome {
	kept, err := x.run.MarshalMsg(nil)
	if err != nil {
		return fail(err, x.say)
	}
	return Outcome{Send: x.send, Run: kept, Limits: x.changed()}
}

func (x *Exchange) changed() []AccountLimit {
	out := make([]AccountLimit, 0, len(x.limits))
	for _, l := range x.limits {
		if kept, err := l.limit.MarshalMsg(nil); err == nil {
			out = append(out, AccountLimit{Account: l.account, Limit: kept})
		}
	}
	return out
}

// Uncertain reports whether a write may have been acted on although no answer says so.
func (x *Exchange) Uncertain() bool {
	return slices.ContainsFunc(x.run.Slots, func(s slot) bool { return s.Doubt })
}

// Lane is a row of requests to one account, each asked when those before it
// are answered or asked. Lanes do not wait for each other.
type Lane struct {
	// Refuse, where a face sets it, says what is wrong with an answer whatever it
	// reads as; nil for nothing.
	Refuse func(*api.Request, *api.Response) *api.Error

	x      *Exchange
	number int
	asked  int
	limit  *api.Limit
}

// Lane returns the next lane. account names the account whose limit counts its
// requests; rules are what that limit begins with.
func (x *Exchange) Lane(account string, rules []api.LimitRule) *Lane {
	l := &Lane{x: x, number: x.lanes, limit: x.limit(account, rules)}
	x.lanes++
	return l
}

// limit finds an account's limit, or begins one where none was kept or where
// its rules are others now.
func (x *Exchange) limit(account string, rules []api.LimitRule) *api.Limit {
	for _, l := range x.limits {
		if l.account == account {
			return &l.limit
		}
	}
	l := &accountLimit{account: account}
	x.limits = append(x.limits, l)
	for i := range x.in.Limits {
		if x.in.Limits[i].Account != account {
			continue
		}
		if _, err := l.limit.UnmarshalMsg(x.in.Limits[i].Limit); err == nil && slices.EqualFunc(l.limit.Rules, rules, sameRule) {
			return &l.limit
		}
	}
	l.limit = api.NewLimit(rules...)
	return &l.limit
}

func sameRule(a, b api.LimitRule) bool {
	return a.Class == b.Class && a.Requests == b.Requests && a.WindowMS == b.WindowMS
}

// Ask returns what the answer to a call reads as. Where there is none yet, the
// request is among those that the step ends with, and the error is errWaiting.
func Ask[T any](l *Lane, call api.Call[T]) (T, error) {
	var none T
	if call.Problem != nil {
		return none, call.Problem
	}
	s, answer, err := l.answer(&call.Request, call.Class)
	if err == errWaiting {
		return none, err
	}
	if err != nil {
		err.Op = call.Op
		return none, err
	}
	value, failed := call.Read(answer)
	if l.Refuse != nil {
		if e := l.Refuse(&call.Request, answer); e != nil {
			e.Op, failed = call.Op, e
		}
	}
	if again := l.judge(s, &call.Request, call.Class, answer, failed); again {
		return none, errWaiting
	}
	if failed != nil {
		return none, failed
	}
	return value, nil
}

// answer returns the lane's next slot and its answer, or sends the request
// where it has not been sent.
func (l *Lane) answer(r *api.Request, class string) (int, *api.Response, *api.Error) {
	at := l.slot()
	s := &l.x.run.Slots[at]
	if s.Attempts == 0 && !s.Sent {
		return at, nil, l.dispatch(at, r, class, 0)
	}
	var answer *api.Response
	if at < len(l.x.in.Responses) {
		answer = l.x.in.Responses[at]
	}
	if answer == nil {
		answer = &api.Response{Failure: api.Network}
	}
	answer.Arrived(l.x.now)
	return at, answer, nil
}

// slot returns the number of the lane's next slot.
func (l *Lane) slot() int {
	seen := 0
	for i := range l.x.run.Slots {
		if l.x.run.Slots[i].Lane == l.number {
			if seen == l.asked {
				l.asked++
				return i
			}
			seen++
		}
	}
	l.asked++
	l.x.run.Slots = append(l.x.run.Slots, slot{Lane: l.number})
	return len(l.x.run.Slots) - 1
}

// judge takes what came of a request, once, and reports whether it is sent again.
func (l *Lane) judge(at int, r *api.Request, class string, answer *api.Response, err error) bool {
	s := &l.x.run.Slots[at]
	if !s.Sent {
		return false
	}
	s.Sent = false
	l.limit.Learn(l.x.now, class, err)
	course := api.NewCourse(api.DefaultRetry, r)
	course.Attempts, course.Doubt = s.Attempts, s.Doubt
	// Requests of one step wait for different times: each takes bits of its own.
	random := uint64(l.x.in.Random) + uint64(at)*0x9e3779b9
	pause, again := course.Next(err, answer.Failure != api.Offline, random)
	s.Attempts, s.Doubt = course.Attempts, course.Doubt
	return again && l.dispatch(at, r, class, pause) == errWaiting
}

// dispatch puts a request among those to send, after a pause and when the
// account's limit allows it. Its error is errWaiting, or that of a limit that
// asks for more patience than people have.
func (l *Lane) dispatch(at int, r *api.Request, class string, pause time.Duration) *api.Error {
	wait, ok := l.limit.Take(l.x.now.Add(pause), class, api.DefaultRetry.Patience)
	if !ok {
		return &api.Error{Kind: api.RateLimited, Host: r.Host(), RetryAfter: pause + wait}
	}
	request := *r
	request.Slot = at
	l.x.run.Slots[at].Sent = true
	l.x.send = append(l.x.send, Sending{AfterMS: (pause + wait).Milliseconds(), Request: request})
	return errWaiting
}
