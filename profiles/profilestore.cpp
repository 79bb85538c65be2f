// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "profiles/profilestore.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gantry {

namespace {

constexpr qsizetype longestFileName = 60;
constexpr auto sandboxFile = "sandbox.json"_L1;
constexpr auto lastUsedFile = "last-used"_L1;

Result<void> write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
        && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Error{ErrorKind::Config,
                 ProfileStore::tr("%1 cannot be written: %2").arg(path, file.errorString()),
                 ProfileStore::tr("Make room on the disk, or check the folder's permissions."), std::nullopt};
}

Result<Profile> readProfile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::Config, file.errorString(), {}, std::nullopt};
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return Error{ErrorKind::Config,
                     ProfileStore::tr("it is no JSON object (%1)").arg(error.errorString()),
                     {},
                     std::nullopt};
    return Profile::fromJson(document.object());
}

} // namespace

ProfileStore::ProfileStore(QString folder)
    : m_folder(std::move(folder))
{
    m_entries.push_back({Profile::sandbox(), {}, false});
    read(sandboxFile);
    for (const QString &fileName : QDir(m_folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (fileName != sandboxFile)
            read(fileName);
    }
}

QString ProfileStore::standardFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/gantry/profiles"_s;
}

std::optional<int> ProfileStore::find(const QString &name) const
{
    for (int i = 0; i < size(); ++i) {
        if (profile(i).name.compare(name, Qt::CaseInsensitive) == 0)
            return i;
    }
    return {};
}

void ProfileStore::read(const QString &fileName)
{
    if (!QFile::exists(path(fileName)))
        return;
    Result<Profile> profile = readProfile(path(fileName));
    const bool isSandbox = fileName == sandboxFile;
    if (profile && isSandbox && profile->kind != Profile::Kind::Sandbox)
        profile = Error{ErrorKind::Config, tr("it is no profile of the sandbox"), {}, std::nullopt};
    if (!profile) {
        m_problems.append(tr("The profile %1 was not read: %2")
                              .arg(QDir::toNativeSeparators(path(fileName)), profile.error().detail));
        m_brokenFiles.insert(fileName);
        return;
    }
    if (isSandbox) {
        m_entries.front() = {*profile, fileName, false};
        m_entries.front().profile.name = Profile::sandbox().name;
    } else {
        profile->name = freeName(profile->name);
        m_entries.push_back({*profile, fileName, false});
    }
}

int ProfileStore::add(const Profile &profile)
{
    m_entries.push_back({profile, {}, false});
    return size() - 1;
}

void ProfileStore::change(int index, const Profile &profile)
{
    m_entries.at(size_t(index)).profile = profile;
    m_entries.at(size_t(index)).isChanged = true;
}

Result<void> ProfileStore::saveChanges()
{
    Result<void> all;
    for (int i = 0; i < size(); ++i) {
        if (!m_entries[size_t(i)].isChanged)
            continue;
        if (Result<void> saved = save(i); !saved && all)
            all = saved;
    }
    return all;
}

Result<void> ProfileStore::save(int index)
{
    Entry &entry = m_entries.at(size_t(index));
    const QString fileName = freeFileName(entry.profile.name, entry.fileName);
    if (Result<void> written = write(path(fileName), QJsonDocument(entry.profile.toJson()).toJson());
        !written)
        return written;
    entry.isChanged = false;
    const bool wasLast = lastUsed() == index;
    const QString old = std::exchange(entry.fileName, fileName);
    if (old.isEmpty() || old == fileName)
        return {};
    QFile::remove(path(old));
    if (wasLast)
        return setLastUsed(index);
    return {};
}

Result<void> ProfileStore::remove(int index)
{
    Q_ASSERT(index > 0);
    const QString fileName = m_entries.at(size_t(index)).fileName;
    QFile file(path(fileName));
    if (!fileName.isEmpty() && file.exists() && !file.remove())
        return Error{ErrorKind::Config,
                     tr("%1 cannot be deleted: %2").arg(file.fileName(), file.errorString()),
                     tr("Check the folder's permissions."), std::nullopt};
    m_entries.erase(m_entries.begin() + index);
    return {};
}

int ProfileStore::lastUsed() const
{
    QFile file(path(lastUsedFile));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QString name = QString::fromUtf8(file.readAll()).trimmed();
    const auto entry = std::ranges::find(m_entries, name, &Entry::fileName);
    return name.isEmpty() || entry == m_entries.end() ? 0 : int(entry - m_entries.begin());
}

Result<void> ProfileStore::setLastUsed(int index)
{
    return write(path(lastUsedFile), m_entries.at(size_t(index)).fileName.toUtf8() + '\n');
}

QString ProfileStore::freeName(const QString &wanted, int except) const
{
    const auto isTaken = [this, except](const QString &name) {
        for (int i = 0; i < size(); ++i) {
            if (i != except && profile(i).name.compare(name, Qt::CaseInsensitive) == 0)
                return true;
        }
        return false;
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

/// What people called it, as far as every file system takes it.
QString ProfileStore::freeFileName(const QString &name, const QString &own) const
{
    QString stem;
    for (const QChar c : name.toLower().left(longestFileName))
        stem += c.isLetterOrNumber() ? c : u'-';
    if (stem.isEmpty())
        stem = u"profile"_s;
    const auto isTaken = [&](const QString &fileName) {
        return fileName != own
               && (m_brokenFiles.contains(fileName)
                   || std::ranges::find(m_entries, fileName, &Entry::fileName) != m_entries.end()
                   || QFile::exists(path(fileName)));
    };
    QString fileName = stem + u".json"_s;
    for (int number = 2; isTaken(fileName); ++number)
        fileName = u"%1-%2.json"_s.arg(stem).arg(number);
    return fileName;
}

} // namespace gantry
