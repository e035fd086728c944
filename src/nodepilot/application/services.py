"""Everything that serves requests in one process, opened and closed together."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack, suppress

from nodepilot.accounts.api_keys import ApiKeys
from nodepilot.accounts.clerk import ClerkIssuer
from nodepilot.accounts.forgotten_password import ForgottenPassword
from nodepilot.accounts.mail import Mailer
from nodepilot.accounts.model_keys import ModelKeys
from nodepilot.accounts.one_time import OneTimeTokens
from nodepilot.accounts.password_sign_in import PasswordSignIn
from nodepilot.accounts.remote_keys import RemoteKeys
from nodepilot.accounts.sessions import Sessions
from nodepilot.accounts.signing_keys import SigningKeys
from nodepilot.application.administration import Administration
from nodepilot.application.admission import Admission
from nodepilot.application.aftermath import Aftermath
from nodepilot.application.billing import Billing
from nodepilot.application.chat import Chat
from nodepilot.application.clerk_news import ClerkNews
from nodepilot.application.conversations import Conversations
from nodepilot.application.editing import Editing
from nodepilot.application.experiments import Experiments
from nodepilot.application.fast_generation import FastGeneration
from nodepilot.application.feedback import FeedbackOnAnswers
from nodepilot.application.files import Files
from nodepilot.application.hosted_models import HostedModels
from nodepilot.application.keeping import Keeper
from nodepilot.application.kept_answers import KeptAnswers
from nodepilot.application.meaning_search import MeaningSearch
from nodepilot.application.memory import ConversationMemory
from nodepilot.application.model_use import ModelUse
from nodepilot.application.own_account import OwnAccount
from nodepilot.application.payments import Payments
from nodepilot.application.pipeline_engine import PipelineEngine, Resources
from nodepilot.application.prompts import Prompts
from nodepilot.application.reference import Reference
from nodepilot.application.sharing import Sharing
from nodepilot.application.supabase_news import SupabaseNews
from nodepilot.application.turn import Engine
from nodepilot.application.warming import keep_warm
from nodepilot.application.webhook_inbox import WebhookInbox
from nodepilot.application.workflow_checks import WorkflowChecks
from nodepilot.application.workflows import Workflows
from nodepilot.billing.gateway import Gateway
from nodepilot.billing.plans import all_plans
from nodepilot.credits.service import Credits
from nodepilot.n8n.trial import TrialInN8n
from nodepilot.realtime.feed import Feed
from nodepilot.reference.service import KnowledgeTables
from nodepilot.settings import ANY_PARTY, Settings
from nodepilot.storage.database import Database
from nodepilot.storage.errors import DatabaseUnavailable
from nodepilot.storage.notifications import Bells
from nodepilot.storage.redis_limits import RedisLimits
from nodepilot.storage.source import DatabaseSource
from nodepilot.storage.vault import open_vault

log = logging.getLogger(__name__)

WATCH_PAUSE = 1.0
"""Seconds between two looks at the database."""


class Services:
    """The use cases, wired to one database. `open` needs a running event loop."""

    def __init__(self, settings: Settings, source: DatabaseSource, engine: Engine | None) -> None:
        self._source = source
        self.database = Database(source.app)
        vault = open_vault(settings)
        self.sessions = Sessions(self.database, SigningKeys(self.database, vault), _clerk(settings))
        self.one_time_tokens = OneTimeTokens(self.database)
        self.password_sign_in = PasswordSignIn(self.database, self.one_time_tokens)
        self.forgotten_password = ForgottenPassword(
            self.one_time_tokens, _mailer(settings), settings.own_address
        )
        self.api_keys = ApiKeys(self.database)
        self.model_keys = ModelKeys(self.database, vault)
        self.own_account = OwnAccount(self.database)
        self.admission = Admission(
            self.database,
            self.sessions,
            requests_a_minute=settings.requests_a_minute,
            redis=RedisLimits(settings.redis_url) if settings.redis_url else None,
        )
        self.bells = Bells(source.app)
        self.credits = Credits(self.database, unlimited=settings.unlimited_credits)
        self.administration = Administration(self.database, self.bells, self.credits)
        plans = all_plans(settings.starter_credits, settings.pro_credits)
        gateway = _gateway(settings)
        payments = Payments(self.database, self.bells, self.credits, gateway, plans) if gateway else None
        self.billing = Billing(self.database, gateway, payments, plans, settings.own_address)
        self.webhook_inbox = WebhookInbox(
            self.database,
            self.bells,
            settings,
            ClerkNews(self.database, self.own_account),
            SupabaseNews(self.database, self.bells),
            payments,
        )
        self.conversations = Conversations(self.database, self.bells)
        self.workflows = Workflows(self.database, self.bells, WorkflowChecks())
        self.editing = Editing(self.database, self.bells)
        self.knowledge = KnowledgeTables(self.database, self.bells)
        self.prompts = Prompts(self.database, self.knowledge)
        self.feedback = FeedbackOnAnswers(self.database)
        self.sharing = Sharing(self.database, vault)
        # One at a time: Python threads that compute only wait for each other, and keep the event loop waiting.
        self._engine_is_free = asyncio.Semaphore(1)
        self._hosted_models = HostedModels(settings, self.model_keys)
        self._embedder = self._hosted_models.embedder()
        self._meaning = MeaningSearch(self.database, self._embedder if settings.search_by_meaning else None)
        self.reference = Reference(self.knowledge, self._meaning)
        self.memory = ConversationMemory(self.database, self._embedder)
        self.experiments = Experiments(self.database, self.knowledge, self._hosted_models.table)
        self.model_use = ModelUse(self.database)
        self.kept_answers = KeptAnswers(self.database)
        self.aftermath = Aftermath(self.database, self.bells, self.memory, self.experiments)
        self.files = Files(self.database, self._hosted_models)
        self.chat = Chat(
            self.database,
            self.bells,
            self.credits,
            engine or self._pipeline_engine(settings),
            self.files,
        )
        self.fast_generation = FastGeneration(self.database, self._engine_is_free)
        self.feed = Feed(self.database, self.bells)
        self._keeper = Keeper(self.database, self.bells, self.chat.runs)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        await self.database.open()
        self.bells.open()
        await self.knowledge.open()
        self._tasks = [
            asyncio.create_task(self._watch_database()),
            asyncio.create_task(self._keeper.keep()),
            asyncio.create_task(self.webhook_inbox.keep()),
            asyncio.create_task(self.knowledge.keep()),
            asyncio.create_task(self._meaning.keep()),
            asyncio.create_task(keep_warm(self._engine_is_free)),
        ]

    async def say_goodbye(self) -> None:
        """Ends what runs and what streams, so that connections close by themselves."""
        await self.chat.close()
        self.bells.silence()

    async def close(self) -> None:
        async with AsyncExitStack() as ending:
            # The last one first. What fails keeps none of the others from being closed.
            ending.push_async_callback(self.database.close)
            ending.push_async_callback(self.bells.close)
            ending.push_async_callback(self.admission.close)
            if self._embedder is not None:
                ending.push_async_callback(self._embedder.close)
            ending.push_async_callback(self._hosted_models.close)
            ending.push_async_callback(self.kept_answers.settle)
            ending.push_async_callback(self.aftermath.close)
            for task in self._tasks:
                ending.push_async_callback(_ended, task)
            await self.say_goodbye()
            await self.forgotten_password.finish()

    def _pipeline_engine(self, settings: Settings) -> PipelineEngine:
        return PipelineEngine(
            Resources(
                self.database,
                self._hosted_models,
                self.knowledge,
                self.prompts,
                self.kept_answers,
                self.memory,
                self.experiments,
                self.aftermath,
                TrialInN8n(settings.n8n_folder) if settings.n8n_folder else None,
                self._engine_is_free,
            )
        )

    async def _watch_database(self) -> None:
        """Notices when the database goes, and brings the embedded one back."""
        while True:
            try:
                await self.database.ping()
            except DatabaseUnavailable:
                log.warning("The database does not answer.")
                await self._revive()
            await asyncio.sleep(WATCH_PAUSE)

    async def _revive(self) -> None:
        try:
            await asyncio.to_thread(self._source.ensure_running)
        except Exception:
            log.exception("The embedded database could not be started again.")


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


def _clerk(settings: Settings) -> ClerkIssuer | None:
    if settings.clerk_issuer is None:
        return None
    keys = RemoteKeys(settings.clerk_jwks_url or f"{settings.clerk_issuer}/.well-known/jwks.json")
    parties = settings.clerk_parties or frozenset({settings.own_address})
    return ClerkIssuer(settings.clerk_issuer, keys, None if parties == ANY_PARTY else parties)


def _mailer(settings: Settings) -> Mailer | None:
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return Mailer(settings.smtp_url, settings.mail_from)


def _gateway(settings: Settings) -> Gateway | None:
    if settings.stripe_secret_key is None:
        return None
    return Gateway(settings.stripe_secret_key, settings.stripe_api_base, settings.stripe_prices)
