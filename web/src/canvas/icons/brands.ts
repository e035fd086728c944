/** The logos of services, from Simple Icons (CC0). A chunk of its own: it is loaded when the first canvas is drawn. */

import type { SimpleIcon } from "simple-icons";
import {
  siAirtable, siAlibabacloud, siAnthropic, siApachekafka, siAsana, siBaserow, siBitbucket, siBitly, siBitwarden,
  siBox, siBrevo, siCaldotcom, siCalendly, siCircleci, siCitrix, siClickup, siClockify, siCloudflare, siCockpit,
  siCoda, siConfluence, siContentful, siCratedb, siDatabricks, siDeepl, siDeepseek, siDhl, siDiscord, siDiscourse,
  siDisqus, siDropbox, siElastic, siElasticsearch, siErpnext, siFacebook, siFigma, siFirebase, siGhost, siGit,
  siGithub, siGitlab, siGmail, siGoogleads, siGoogleanalytics, siGooglebigquery, siGooglecalendar, siGooglechat,
  siGooglecloud, siGooglecloudstorage, siGoogledocs, siGoogledrive, siGooglegemini, siGooglesheets, siGoogleslides,
  siGoogletasks, siGoogletranslate, siGrafana, siGraphql, siGumroad, siHelpscout, siHomeassistant, siHubspot,
  siHuggingface, siIntercom, siInvoiceninja, siJenkins, siJira, siLine, siLinear, siMailchimp, siMailgun, siMatrix,
  siMattermost, siMautic, siMedium, siMetabase, siMilvus, siMinimax, siMistralai, siMongodb, siMoonshotai, siMqtt,
  siMysql, siN8n, siNasa, siNetlify, siNextcloud, siNotion, siNpm, siNvidia, siOdoo, siOkta, siOllama, siOpenrouter,
  siPaddle, siPagerduty, siPaypal, siPerplexity, siPhilipshue, siPostgresql, siPosthog, siPushbullet, siQdrant,
  siQuickbooks, siRabbitmq, siReddit, siRedis, siRocketdotchat, siRundeck, siSearxng, siSentry, siShopify,
  siSnowflake, siSplunk, siSpotify, siStoryblok, siStrapi, siStrava, siStripe, siSupabase, siSurveymonkey,
  siTelegram, siTodoist, siToggl, siTravisci, siTrello, siTypeform, siVercel, siVonage, siWebflow, siWhatsapp,
  siWikipedia, siWise, siWolfram, siWoocommerce, siWordpress, siX, siXero, siYcombinator, siYoutube, siZendesk,
  siZoho, siZoom, siZulip,
} from "simple-icons";

import { own } from "@/graph/own";

/** By the name of the node type without `Trigger` or `Tool` at its end. */
const BRANDS: Record<string, SimpleIcon> = {
  airtable: siAirtable, alibabaCloud: siAlibabacloud, anthropic: siAnthropic, asana: siAsana, baserow: siBaserow,
  bitbucket: siBitbucket, bitly: siBitly, bitwarden: siBitwarden, box: siBox, cal: siCaldotcom, calendly: siCalendly,
  circleCi: siCircleci, citrixAdc: siCitrix, clickUp: siClickup, clockify: siClockify, cloudflare: siCloudflare,
  cockpit: siCockpit, coda: siCoda, confluence: siConfluence, contentful: siContentful, crateDb: siCratedb,
  databricks: siDatabricks, deepL: siDeepl, dhl: siDhl, discord: siDiscord, discourse: siDiscourse, disqus: siDisqus,
  dropbox: siDropbox, elasticsearch: siElasticsearch, elasticSecurity: siElastic,
  embeddingsGoogleGemini: siGooglegemini, embeddingsGoogleVertex: siGooglecloud,
  embeddingsHuggingFaceInference: siHuggingface, embeddingsMistralCloud: siMistralai, embeddingsNvidia: siNvidia,
  embeddingsOllama: siOllama, erpNext: siErpnext, facebook: siFacebook, figma: siFigma, ghost: siGhost, git: siGit,
  github: siGithub, gitlab: siGitlab, gmail: siGmail, googleAds: siGoogleads, googleAnalytics: siGoogleanalytics,
  googleBigQuery: siGooglebigquery, googleCalendar: siGooglecalendar, googleChat: siGooglechat,
  googleCloudNaturalLanguage: siGooglecloud, googleCloudStorage: siGooglecloudstorage, googleDocs: siGoogledocs,
  googleDrive: siGoogledrive, googleFirebaseCloudFirestore: siFirebase, googleFirebaseRealtimeDatabase: siFirebase,
  googleGemini: siGooglegemini, googleSheets: siGooglesheets, googleSlides: siGoogleslides,
  googleTasks: siGoogletasks, googleTranslate: siGoogletranslate, grafana: siGrafana, graphql: siGraphql,
  gumroad: siGumroad, hackerNews: siYcombinator, helpScout: siHelpscout, homeAssistant: siHomeassistant,
  hubspot: siHubspot, intercom: siIntercom, invoiceNinja: siInvoiceninja, jenkins: siJenkins, jira: siJira,
  kafka: siApachekafka, line: siLine, linear: siLinear, lmChatAlibabaCloud: siAlibabacloud,
  lmChatAnthropic: siAnthropic, lmChatDatabricks: siDatabricks, lmChatDeepSeek: siDeepseek,
  lmChatGoogleGemini: siGooglegemini, lmChatGoogleVertex: siGooglecloud, lmChatMinimax: siMinimax,
  lmChatMistralCloud: siMistralai, lmChatMoonshot: siMoonshotai, lmChatNvidia: siNvidia, lmChatOllama: siOllama,
  lmChatOpenRouter: siOpenrouter, lmChatVercelAiGateway: siVercel, lmOllama: siOllama,
  lmOpenHuggingFaceInference: siHuggingface, mailchimp: siMailchimp, mailgun: siMailgun, matrix: siMatrix,
  mattermost: siMattermost, mautic: siMautic, medium: siMedium, memoryMongoDbChat: siMongodb,
  memoryPostgresChat: siPostgresql, memoryRedisChat: siRedis, metabase: siMetabase, minimax: siMinimax,
  mistralAi: siMistralai, mongoDb: siMongodb, moonshot: siMoonshotai, mqtt: siMqtt, mySql: siMysql, n8n: siN8n,
  nasa: siNasa, netlify: siNetlify, nextCloud: siNextcloud, notion: siNotion, npm: siNpm, odoo: siOdoo, okta: siOkta,
  ollama: siOllama, paddle: siPaddle, pagerDuty: siPagerduty, payPal: siPaypal, perplexity: siPerplexity,
  philipsHue: siPhilipshue, postgres: siPostgresql, postHog: siPosthog, pushbullet: siPushbullet,
  quickbooks: siQuickbooks, rabbitmq: siRabbitmq, reddit: siReddit, redis: siRedis, rocketchat: siRocketdotchat,
  rundeck: siRundeck, sendInBlue: siBrevo, sentryIo: siSentry, shopify: siShopify, snowflake: siSnowflake,
  splunk: siSplunk, spotify: siSpotify, storyblok: siStoryblok, strapi: siStrapi, strava: siStrava, stripe: siStripe,
  supabase: siSupabase, surveyMonkey: siSurveymonkey, telegram: siTelegram, todoist: siTodoist, toggl: siToggl,
  toolSearXng: siSearxng, toolWikipedia: siWikipedia, toolWolframAlpha: siWolfram, travisCi: siTravisci,
  trello: siTrello, twitter: siX, typeform: siTypeform, vectorStoreMilvus: siMilvus,
  vectorStoreMongoDBAtlas: siMongodb, vectorStoreQdrant: siQdrant, vectorStoreRedis: siRedis,
  vectorStoreSupabase: siSupabase, vonage: siVonage, webflow: siWebflow, whatsApp: siWhatsapp, wise: siWise,
  wooCommerce: siWoocommerce, wordpress: siWordpress, xero: siXero, youTube: siYoutube, zendesk: siZendesk,
  zohoCrm: siZoho, zoom: siZoom, zulip: siZulip,
};

export function findBrand(short: string): SimpleIcon | null {
  return own(BRANDS, short) ?? own(BRANDS, short.replace(/(Trigger|Tool)$/, "")) ?? null;
}
