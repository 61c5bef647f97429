package world

import "time"

// What the world holds that the public descriptions leave open.
const (
	MaxTitle           = 100   // characters of a UseResponse title
	MaxContent         = 12000 // characters of a UseResponse text
	slaMostUrgentHours = 4     // tickets created with priority urgent
	slaHighHours       = 8     //
	slaNormalHours     = 24    //
	slaLowHours        = 72    //
)

// UsedeskPriorities are the priorities of Usedesk's tickets.
var UsedeskPriorities = []string{"low", "medium", "urgent", "extreme"}

// SlaOf is how long a UseResponse ticket of a priority may take.
func SlaOf(priority string) time.Duration {
	hours := map[string]int{"urgent": slaMostUrgentHours, "high": slaHighHours, "normal": slaNormalHours, "low": slaLowHours}[priority]
	return time.Duration(hours) * time.Hour
}

// UsedeskChange is one changed member of a Usedesk ticket in its stored history.
type UsedeskChange struct {
	Target   string `json:"target"`
	Value    any    `json:"value"`
	OldValue any    `json:"old_value"`
}
