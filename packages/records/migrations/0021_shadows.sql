CREATE TABLE "shadow_alerts" (
	"shadow_id" text NOT NULL,
	"number" integer NOT NULL,
	"peak_tier" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"alert" jsonb NOT NULL,
	CONSTRAINT "shadow_alerts_shadow_id_number_pk" PRIMARY KEY("shadow_id","number")
);
--> statement-breakpoint
CREATE TABLE "shadows" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"draft_id" bigint NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"end_reason" text,
	"judged_at" timestamp with time zone,
	"problem" jsonb
);
--> statement-breakpoint
ALTER TABLE "shadow_alerts" ADD CONSTRAINT "shadow_alerts_shadow_id_shadows_id_fk" FOREIGN KEY ("shadow_id") REFERENCES "public"."shadows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shadows_rule" ON "shadows" USING btree ("rule_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "shadows_running" ON "shadows" USING btree ("draft_id") WHERE "shadows"."ended_at" is null;