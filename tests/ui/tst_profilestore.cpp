// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "profiles/profilestore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gantry;

namespace {

Profile cluster(const QString &name)
{
    Profile profile;
    profile.name = name;
    profile.config.group = GroupName(u"g"_s);
    profile.config.nameServers = u"10.0.0.1"_s;
    return profile;
}

/// "Sandbox|b|c"
QString namesOf(const ProfileStore &store)
{
    QStringList names;
    for (int i = 0; i < store.size(); ++i)
        names.append(store.profile(i).name);
    return names.join(u'|');
}

} // namespace

class TestProfileStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void anEmptyFolderHasTheSandbox();
    void whatIsSavedIsThereAgain();
    void theSandboxKeepsItsSettingsAndItsPlace();
    void aBrokenFileIsToldOfAndLeftAlone();
    void aRenamedProfileHasOneFile();
    void namesThatFilesCannotHaveDoNotCollide();
    void aDeletedProfileIsGone();
    void theLastUsedIsRemembered();
    void aFolderThatCannotBeWrittenIsAnError();

private:
    [[nodiscard]] QString folder() const { return m_dir->filePath(u"profiles"_s); }
    [[nodiscard]] QStringList files() const { return QDir(folder()).entryList({u"*.json"_s}); }
    [[nodiscard]] bool write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(folder());
        QFile file(folder() + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(folder() + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestProfileStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

void TestProfileStore::anEmptyFolderHasTheSandbox()
{
    const ProfileStore store(folder());
    QCOMPARE(namesOf(store), u"Sandbox"_s);
    QCOMPARE(store.profile(0).kind, Profile::Kind::Sandbox);
    QCOMPARE(store.lastUsed(), 0);
    QVERIFY(store.problems().isEmpty());
    QVERIFY(!QDir(folder()).exists()); // reading leaves nothing behind
}

void TestProfileStore::whatIsSavedIsThereAgain()
{
    ProfileStore store(folder());
    const int index = store.add(cluster(u"staging"_s));
    QVERIFY(files().isEmpty());
    QVERIFY(store.save(index));
    const ProfileStore again(folder());
    QCOMPARE(namesOf(again), u"Sandbox|staging"_s);
    QCOMPARE(again.profile(1).toJson(), cluster(u"staging"_s).toJson());
}

void TestProfileStore::theSandboxKeepsItsSettingsAndItsPlace()
{
    ProfileStore store(folder());
    QVERIFY(store.save(store.add(cluster(u"aaa"_s))));
    Profile sandbox = store.profile(0);
    sandbox.config.retriesWhenSendFailed = 7;
    store.change(0, sandbox);
    QVERIFY(store.save(0));
    const ProfileStore again(folder());
    QCOMPARE(namesOf(again), u"Sandbox|aaa"_s);
    QCOMPARE(again.profile(0).config.retriesWhenSendFailed, 7);
}

void TestProfileStore::aBrokenFileIsToldOfAndLeftAlone()
{
    QVERIFY(write(u"orders.json"_s, "{\"name\": \"orders\", "));
    QVERIFY(write(u"sandbox.json"_s, "{\"name\": \"Sandbox\", \"kind\": \"cluster\"}"));
    ProfileStore store(folder());
    QCOMPARE(namesOf(store), u"Sandbox"_s);
    QCOMPARE(store.profile(0).kind, Profile::Kind::Sandbox);
    QCOMPARE(store.problems().size(), 2);
    QVERIFY(store.problems().join(u' ').contains(u"orders.json"));
    QVERIFY(store.save(store.add(cluster(u"orders"_s))));
    QVERIFY(store.save(0));
    QCOMPARE(read(u"orders.json"_s), "{\"name\": \"orders\", ");
    QCOMPARE(read(u"sandbox.json"_s), "{\"name\": \"Sandbox\", \"kind\": \"cluster\"}");
    QCOMPARE(files().size(), 4);
}

void TestProfileStore::aRenamedProfileHasOneFile()
{
    ProfileStore store(folder());
    const int index = store.add(cluster(u"before"_s));
    QVERIFY(store.save(index));
    QVERIFY(store.setLastUsed(index));
    store.change(index, cluster(u"after"_s));
    QVERIFY(store.save(index));
    QCOMPARE(files(), QStringList{u"after.json"_s});
    QCOMPARE(ProfileStore(folder()).lastUsed(), 1);
}

void TestProfileStore::namesThatFilesCannotHaveDoNotCollide()
{
    ProfileStore store(folder());
    for (const QString &name : {u"a/b"_s, u"a:b"_s, u"../../x"_s, u"测试"_s})
        QVERIFY(store.save(store.add(cluster(name))));
    QCOMPARE(files().size(), 4);
    const ProfileStore again(folder());
    QCOMPARE(again.size(), 5);
    QVERIFY(again.problems().isEmpty());
    QCOMPARE(store.freeName(u"A/B"_s), u"A/B 2"_s);
    QCOMPARE(store.freeName(u"a/b"_s, 1), u"a/b"_s);
}

void TestProfileStore::aDeletedProfileIsGone()
{
    ProfileStore store(folder());
    QVERIFY(store.save(store.add(cluster(u"one"_s))));
    QVERIFY(store.save(store.add(cluster(u"two"_s))));
    QVERIFY(store.remove(1));
    QCOMPARE(namesOf(store), u"Sandbox|two"_s);
    QCOMPARE(files(), QStringList{u"two.json"_s});
}

void TestProfileStore::theLastUsedIsRemembered()
{
    ProfileStore store(folder());
    QVERIFY(store.save(store.add(cluster(u"one"_s))));
    QVERIFY(store.save(store.add(cluster(u"two"_s))));
    QVERIFY(store.setLastUsed(2));
    QCOMPARE(ProfileStore(folder()).lastUsed(), 2);
    QVERIFY(QFile::remove(folder() + u"/two.json"_s));
    QCOMPARE(ProfileStore(folder()).lastUsed(), 0);
}

void TestProfileStore::aFolderThatCannotBeWrittenIsAnError()
{
    QFile file(folder()); // a file where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    ProfileStore store(folder());
    const int index = store.add(cluster(u"one"_s));
    const Result<void> saved = store.save(index);
    QVERIFY(!saved);
    QVERIFY(!saved.error().hint.isEmpty());
    QCOMPARE(store.profile(index).name, u"one"_s); // and nothing is lost
}

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
