CREATE TABLE "five_ones" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"part" text NOT NULL,
	"text" text NOT NULL,
	"people" jsonb NOT NULL,
	"day" text,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incident_plans" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"code" text NOT NULL,
	"version" integer,
	"tier" smallint NOT NULL,
	"body" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_ticks" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"incident_id" bigint NOT NULL,
	"plan" text NOT NULL,
	"step" text NOT NULL,
	"done" boolean NOT NULL,
	"note" text NOT NULL,
	"files" jsonb NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "five_ones" ADD CONSTRAINT "five_ones_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "five_ones" ADD CONSTRAINT "five_ones_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_plans" ADD CONSTRAINT "incident_plans_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_ticks" ADD CONSTRAINT "plan_ticks_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_ticks" ADD CONSTRAINT "plan_ticks_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "five_ones_once" ON "five_ones" USING btree ("incident_id","key");--> statement-breakpoint
CREATE INDEX "incident_plans_incident" ON "incident_plans" USING btree ("incident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_ticks_once" ON "plan_ticks" USING btree ("incident_id","key");