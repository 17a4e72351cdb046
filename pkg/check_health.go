package main

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// CheckHealth is "Save & test": it says what is wrong and what to do, in the shim's words where it answers.
func (d *Datasource) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	answer, err := d.client.send(ctx, req.PluginContext.User, http.MethodGet, "health", nil)
	if err != nil {
		return unhealthy(capitalised(err.Error())), nil
	}
	switch {
	case answer.status == http.StatusNotFound:
		// Whoever copies the address from the store's settings brings the path along that stores send to.
		return unhealthy("Insights' query API is not at this URL: enter the receiver's address alone, such as http://insights:4318."), nil
	case answer.status == http.StatusUnauthorized && shimErrorOf(answer).Code == "unauthenticated":
		return unhealthy("Insights' receiver refuses the token: enter its query token (INSIGHTS_TOKEN) again."), nil
	case answer.status == http.StatusUnauthorized:
		return unhealthy("Something answers at this URL, but it is not Insights' receiver."), nil
	case answer.status != http.StatusOK:
		return unhealthy(shimError(answer)), nil
	}
	var health struct {
		Version string `json:"version"`
	}
	if err := json.Unmarshal(answer.body, &health); err != nil || health.Version == "" {
		return unhealthy("Something answers at this URL, but it is not Insights' receiver."), nil
	}
	return &backend.CheckHealthResult{
		Status:  backend.HealthStatusOk,
		Message: "Connected to Insights " + health.Version + ".",
	}, nil
}

func unhealthy(message string) *backend.CheckHealthResult {
	return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: message}
}
