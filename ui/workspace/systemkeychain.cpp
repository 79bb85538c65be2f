// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/systemkeychain.h"

#include <qt6keychain/keychain.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace gantry::ui {

namespace {
constexpr auto service = "Gantry"_L1;
} // namespace

void SystemKeychain::start(QKeychain::Job *job, const QString &entry, std::function<void()> finished)
{
    job->setKey(entry);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    QObject::connect(job, &QKeychain::Job::finished, &m_context, std::move(finished));
    // Where there is no keychain, a job may end within start().
    QMetaObject::invokeMethod(job, &QKeychain::Job::start, Qt::QueuedConnection);
}

Result<void> SystemKeychain::resultOf(const QKeychain::Job &job)
{
    if (job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound)
        return {};
    const QString why = job.errorString().isEmpty() ? tr("there is none") : job.errorString();
    return Error{ErrorKind::Config, tr("The system's keychain does not answer: %1.").arg(why),
                 tr("Start a Secret Service (GNOME Keyring, KeePassXC) or KWallet."), std::nullopt};
}

void SystemKeychain::read(const QString &entry, Found found)
{
    auto *job = new QKeychain::ReadPasswordJob(service);
    start(job, entry, [job, found = std::move(found)] {
        if (const Result<void> ended = resultOf(*job); !ended)
            found(ended.error());
        else if (job->error() == QKeychain::EntryNotFound)
            found(std::optional<Secret>());
        else
            found(std::optional(Secret(job->textData())));
    });
}

void SystemKeychain::write(const QString &entry, const Secret &secret, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(secret.reveal());
    start(job, entry, [job, done = std::move(done)] { done(resultOf(*job)); });
}

void SystemKeychain::remove(const QString &entry, Done done)
{
    auto *job = new QKeychain::DeletePasswordJob(service);
    start(job, entry, [job, done = std::move(done)] { done(resultOf(*job)); });
}

} // namespace gantry::ui
